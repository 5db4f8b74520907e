using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Merkle tree of RFC 6962 section 2.1: its hashes, and the two checks that need no log (RFC 9162 sections 2.1.3.2 and
/// 2.1.4.2).
/// </summary>
internal static class MerkleTree
{
    // Leaves and nodes have different first bytes. Otherwise a node could be presented as a leaf, with a proof for an
    // event that never existed.
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;
    private const int OnStack = 512;

    /// <summary>Root of a log without events: SHA-256 of the empty string.</summary>
    public static TreeHash EmptyRoot { get; } = TreeHash.From(SHA256.HashData([]));

    public static TreeHash LeafHash(ReadOnlySpan<byte> data)
    {
        byte[]? rented = null;
        var input =
            data.Length < OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(data.Length + 1);
        input[0] = LeafPrefix;
        data.CopyTo(input[1..]);
        TreeHash hash = default;
        SHA256.HashData(input[..(data.Length + 1)], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return hash;
    }

    public static TreeHash NodeHash(in TreeHash left, in TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * TreeHash.Length];
        input[0] = NodePrefix;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + TreeHash.Length)..]);
        TreeHash hash = default;
        SHA256.HashData(input, hash);
        return hash;
    }

    /// <summary>Whether the leaf is at this index in the tree of this size and root.</summary>
    public static bool VerifyInclusion(
        in TreeHash leafHash,
        long index,
        long size,
        ReadOnlySpan<TreeHash> proof,
        in TreeHash root
    )
    {
        if (index < 0 || index >= size)
            return false;
        var (node, last) = (index, size - 1);
        var hash = leafHash;
        foreach (ref readonly var sibling in proof)
        {
            if (last == 0)
                return false;
            var onRight = IsRightOrLast(node, last);
            hash = onRight ? NodeHash(sibling, hash) : NodeHash(hash, sibling);
            (node, last) = Ascend(node, last, onRight);
        }
        return last == 0 && hash == root;
    }

    /// <summary>
    /// Whether the old tree is the beginning of the new one. The empty tree is the beginning of every tree and needs no
    /// proof.
    /// </summary>
    public static bool VerifyConsistency(
        long oldSize,
        in TreeHash oldRoot,
        long newSize,
        in TreeHash newRoot,
        ReadOnlySpan<TreeHash> proof
    )
    {
        if (oldSize < 0 || oldSize > newSize)
            return false;
        if (oldSize == newSize)
            return proof.IsEmpty && oldRoot == newRoot;
        if (oldSize == 0)
            return proof.IsEmpty && oldRoot == EmptyRoot;
        if (proof.IsEmpty)
            return false;

        var levels = BitOperations.TrailingZeroCount(oldSize);
        var (node, last) = ((oldSize - 1) >> levels, (newSize - 1) >> levels);
        // A complete old tree is itself a node of the new tree: the proof omits that hash because the verifier has it
        // already.
        var whole = node == 0;
        var oldHash = whole ? oldRoot : proof[0];
        var newHash = oldHash;
        foreach (ref readonly var sibling in whole ? proof : proof[1..])
        {
            if (last == 0)
                return false;
            var onRight = IsRightOrLast(node, last);
            if (onRight)
                oldHash = NodeHash(sibling, oldHash);
            newHash = onRight ? NodeHash(sibling, newHash) : NodeHash(newHash, sibling);
            (node, last) = Ascend(node, last, onRight);
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot;
    }

    private static bool IsRightOrLast(long node, long last) => (node & 1) == 1 || node == last;

    // The last node of a level, if it has no sibling, moves up unhashed until it is a right child.
    private static (long Node, long Last) Ascend(long node, long last, bool onRight)
    {
        var levels = onRight && (node & 1) == 0 && node != 0 ? BitOperations.TrailingZeroCount(node) : 0;
        return (node >> (levels + 1), last >> (levels + 1));
    }
}
