using System.Buffers.Binary;
using System.Numerics;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Root of a complete subtree: the group with this index of 2^level leaves. It never changes again and is kept for
/// proofs.
/// </summary>
internal readonly record struct CompletedSubtree(int Level, long Index, TreeHash Hash);

/// <summary>
/// Right edge of the Merkle tree: all that appending and computing the root need, at most 63 hashes for a log of any
/// length. Not thread-safe; a writer appends to a <see cref="Copy"/> and keeps it once the batch is committed.
/// </summary>
internal sealed class MerkleFrontier
{
    /// <summary>Subtree roots are kept at every eighth level: groups of 256, 65 536, 16 777 216 … leaves.</summary>
    public const int LevelsKept = 8;

    private const int MostPeaks = 63;
    private readonly TreeHash[] peaks = new TreeHash[MostPeaks];

    public long Size { get; private set; }

    /// <summary>
    /// Appends a leaf. Subtrees that it completes at the kept levels are added to the list, lowest first.
    /// </summary>
    public void Append(in TreeHash leafHash, List<CompletedSubtree>? completed = null)
    {
        var hash = leafHash;
        var level = 0;
        for (; (Size >> level & 1) == 1; level++)
        {
            hash = MerkleTree.NodeHash(peaks[level], hash);
            if ((level + 1) % LevelsKept == 0)
                completed?.Add(new CompletedSubtree(level + 1, Size >> (level + 1), hash));
        }
        peaks[level] = hash;
        Size++;
    }

    public TreeHash Root()
    {
        if (Size == 0)
            return MerkleTree.EmptyRoot;
        var level = BitOperations.TrailingZeroCount(Size);
        var root = peaks[level];
        for (level++; level < MostPeaks; level++)
        {
            if ((Size >> level & 1) == 1)
                root = MerkleTree.NodeHash(peaks[level], root);
        }
        return root;
    }

    public MerkleFrontier Copy()
    {
        var copy = new MerkleFrontier { Size = Size };
        peaks.CopyTo(copy.peaks, 0);
        return copy;
    }

    /// <summary>
    /// Serialises the frontier: the size as 8 bytes, big-endian, then the roots of the complete subtrees from left (the
    /// largest) to right.
    /// </summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[LengthFor(Size)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        var rest = bytes.AsSpan(sizeof(long));
        for (var level = MostPeaks - 1; level >= 0; level--)
        {
            if ((Size >> level & 1) == 0)
                continue;
            peaks[level].Bytes.CopyTo(rest);
            rest = rest[TreeHash.Length..];
        }
        return bytes;
    }

    /// <exception cref="FormatException">The bytes are not in the format of <see cref="ToBytes"/>.</exception>
    public static MerkleFrontier Parse(ReadOnlySpan<byte> bytes)
    {
        var size = bytes.Length < sizeof(long) ? -1 : BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (size < 0 || bytes.Length != LengthFor(size))
            throw new FormatException($"{bytes.Length} bytes are no frontier of a log.");
        var frontier = new MerkleFrontier { Size = size };
        var rest = bytes[sizeof(long)..];
        for (var level = MostPeaks - 1; level >= 0; level--)
        {
            if ((size >> level & 1) == 0)
                continue;
            frontier.peaks[level] = TreeHash.From(rest[..TreeHash.Length]);
            rest = rest[TreeHash.Length..];
        }
        return frontier;
    }

    private static int LengthFor(long size) => sizeof(long) + BitOperations.PopCount((ulong)size) * TreeHash.Length;
}
