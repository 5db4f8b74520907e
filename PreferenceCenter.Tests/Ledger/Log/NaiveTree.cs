using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>
/// Merkle tree that follows RFC 6962 section 2.1 literally over all leaf hashes in memory: slow, and the reference for
/// all other implementations.
/// </summary>
internal static class NaiveTree
{
    public static TreeHash[] Leaves(int count, int seed = 0) =>
        [.. Enumerable.Range(0, count).Select(i => MerkleTree.LeafHash(BitConverter.GetBytes(i + seed)))];

    public static TreeHash Root(ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length <= 1)
            return leaves.IsEmpty ? MerkleTree.EmptyRoot : leaves[0];
        var k = Split(leaves.Length);
        return MerkleTree.NodeHash(Root(leaves[..k]), Root(leaves[k..]));
    }

    public static List<TreeHash> Inclusion(int index, ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length == 1)
            return [];
        var k = Split(leaves.Length);
        return index < k
            ? [.. Inclusion(index, leaves[..k]), Root(leaves[k..])]
            : [.. Inclusion(index - k, leaves[k..]), Root(leaves[..k])];
    }

    public static List<TreeHash> Consistency(int oldSize, ReadOnlySpan<TreeHash> leaves) =>
        oldSize == 0 ? [] : Consistency(oldSize, leaves, whole: true);

    private static List<TreeHash> Consistency(int oldSize, ReadOnlySpan<TreeHash> leaves, bool whole)
    {
        if (oldSize == leaves.Length)
            return whole ? [] : [Root(leaves)];
        var k = Split(leaves.Length);
        return oldSize <= k
            ? [.. Consistency(oldSize, leaves[..k], whole), Root(leaves[k..])]
            : [.. Consistency(oldSize - k, leaves[k..], whole: false), Root(leaves[..k])];
    }

    private static int Split(int count)
    {
        var k = 1;
        while (2 * k < count)
            k *= 2;
        return k;
    }
}
