using System.Numerics;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// A range of adjacent hashes: leaf hashes at level 0, otherwise kept roots of complete subtrees (level 8, 16, 24 …).
/// At most 256, and never across a multiple of 256.
/// </summary>
internal readonly record struct HashRange(int Level, long First, int Count);

/// <summary>
/// Computes proofs for a log at one size, which may be a past one. <paramref name="read"/> returns the hashes of a
/// range in order. Each range is read once, so one object can serve all events of a receipt. A proof in a log of a
/// million events reads at most six ranges.
/// </summary>
internal sealed class MerkleProofs(long size, Func<HashRange, IReadOnlyList<TreeHash>> read)
{
    private const int RangeWidth = 1 << MerkleFrontier.LevelsKept;
    private readonly Dictionary<HashRange, IReadOnlyList<TreeHash>> ranges = [];

    /// <summary>
    /// Inclusion proof: PATH(index, D[size]) of RFC 6962 section 2.1.1, from the leaf's sibling upwards.
    /// </summary>
    public TreeHash[] Inclusion(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        return [.. Siblings(index, level: 0)];
    }

    /// <summary>
    /// Consistency proof: PROOF(oldSize, D[size]) of RFC 6962 section 2.1.2. Empty for the empty tree and for the tree
    /// itself.
    /// </summary>
    public TreeHash[] Consistency(long oldSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, size);
        if (oldSize == 0 || oldSize == size)
            return [];
        // The smallest complete subtree of the old tree is its right edge: from there upwards both trees can be
        // rebuilt.
        var level = BitOperations.TrailingZeroCount(oldSize);
        var edge = (oldSize - 1) >> level;
        return edge == 0 ? [.. Siblings(edge, level)] : [Node(level, edge), .. Siblings(edge, level)];
    }

    public TreeHash Root() => size == 0 ? MerkleTree.EmptyRoot : Subtree(0, size);

    private IEnumerable<TreeHash> Siblings(long node, int level)
    {
        for (; level < 63 && 1L << level < size; level++, node >>= 1)
        {
            var start = (node ^ 1) << level;
            if (start < size)
                yield return Subtree(start, Math.Min(start + (1L << level), size));
        }
    }

    // Hash of the leaves from start to end. Only the last subtree of a log can be incomplete.
    private TreeHash Subtree(long start, long end)
    {
        var level = BitOperations.Log2((ulong)(end - start));
        var left = Node(level, start >> level);
        var middle = start + (1L << level);
        return middle == end ? left : MerkleTree.NodeHash(left, Subtree(middle, end));
    }

    private TreeHash Node(int level, long index)
    {
        if (level % MerkleFrontier.LevelsKept == 0)
            return Range(level, index / RangeWidth)[(int)(index % RangeWidth)];
        return MerkleTree.NodeHash(Node(level - 1, 2 * index), Node(level - 1, 2 * index + 1));
    }

    private IReadOnlyList<TreeHash> Range(int level, long number)
    {
        var first = number * RangeWidth;
        var range = new HashRange(level, first, (int)Math.Min(RangeWidth, (size >> level) - first));
        if (ranges.TryGetValue(range, out var hashes))
            return hashes;
        hashes = read(range);
        if (hashes.Count != range.Count)
            throw new InvalidOperationException($"The log has {hashes.Count} hashes where {range} was asked for.");
        return ranges[range] = hashes;
    }
}
