using System.Data.Common;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Reads a log: its size and root, and the hashes for proofs. Kept roots of complete subtrees are used where they
/// exist.
/// </summary>
internal sealed class LogReader(ReadSession session, int slot)
{
    public (long Size, TreeHash Root) Head()
    {
        using var row = session[Sql.Frontier, slot].ExecuteReader();
        if (!row.Read())
            return (0, MerkleTree.EmptyRoot);
        var frontier = MerkleFrontier.Parse(row.GetFieldValue<byte[]>(0));
        return (frontier.Size, frontier.Root());
    }

    public async ValueTask<(long Size, TreeHash Root)> HeadAsync()
    {
        var frontier = await session[Sql.Frontier, slot].FirstAsync(static row => row.GetFieldValue<byte[]>(0));
        if (frontier is null)
            return (0, MerkleTree.EmptyRoot);
        var parsed = MerkleFrontier.Parse(frontier);
        return (parsed.Size, parsed.Root());
    }

    public MerkleProofs Proofs(long size) => new(size, Read);

    /// <summary>
    /// Proofs whose hashes are read beforehand, without blocking the thread. Which ones does not depend on what they
    /// are: <paramref name="ask"/> is run once to name them.
    /// </summary>
    public async ValueTask<MerkleProofs> ProofsAsync(long size, Action<MerkleProofs> ask)
    {
        var ranges = new List<HashRange>();
        ask(
            new MerkleProofs(
                size,
                range =>
                {
                    ranges.Add(range);
                    return new TreeHash[range.Count];
                }
            )
        );
        var hashes = new Dictionary<HashRange, IReadOnlyList<TreeHash>>();
        foreach (var range in ranges)
            hashes.Add(range, Demand(range, await Hashes(range).AllAsync(row => HashOf(range, row))));
        return new MerkleProofs(size, range => hashes[range]);
    }

    private List<TreeHash> Read(HashRange range) => Demand(range, Hashes(range).All(row => HashOf(range, row)));

    private DbCommand Hashes(HashRange range) =>
        range.Level == 0
            ? session[Sql.EventsFrom, ("@slot", slot), ("@position", range.First), ("@count", range.Count)]
            : session[
                Sql.NodesFrom,
                ("@slot", slot),
                ("@level", range.Level),
                ("@first", range.First),
                ("@count", range.Count)
            ];

    private static TreeHash HashOf(HashRange range, DbDataReader row)
    {
        if (range.Level > 0)
            return TreeHash.From(row.GetFieldValue<byte[]>(0));
        Span<byte> bytes = stackalloc byte[EventBytes.Length];
        EventBytes.Write(Sql.ReadEvent(row), bytes);
        return MerkleTree.LeafHash(bytes);
    }

    private static List<TreeHash> Demand(HashRange range, List<TreeHash> hashes) =>
        hashes.Count == range.Count
            ? hashes
            : throw new InvalidDataException(
                Invariant($"The log lacks hashes of level {range.Level} from {range.First}.")
            );
}
