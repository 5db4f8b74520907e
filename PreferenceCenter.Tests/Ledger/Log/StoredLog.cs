using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>
/// Stored part of a log: leaf hashes and reported subtrees only, as a database keeps them. Counts the reads.
/// </summary>
internal sealed class StoredLog
{
    private readonly List<TreeHash> leaves = [];
    private readonly Dictionary<(int Level, long Index), TreeHash> subtrees = [];

    public MerkleFrontier Frontier { get; } = new();

    public List<HashRange> Reads { get; } = [];

    public static StoredLog Of(IEnumerable<TreeHash> leaves)
    {
        var log = new StoredLog();
        var completed = new List<CompletedSubtree>();
        foreach (var leaf in leaves)
        {
            log.leaves.Add(leaf);
            log.Frontier.Append(leaf, completed);
        }
        foreach (var subtree in completed)
            log.subtrees.Add((subtree.Level, subtree.Index), subtree.Hash);
        return log;
    }

    public MerkleProofs At(long size) => new(size, Read);

    private List<TreeHash> Read(HashRange range)
    {
        Reads.Add(range);
        return range.Level == 0
            ? this.leaves.GetRange((int)range.First, range.Count)
            : [.. Enumerable.Range(0, range.Count).Select(i => subtrees[(range.Level, range.First + i)])];
    }
}
