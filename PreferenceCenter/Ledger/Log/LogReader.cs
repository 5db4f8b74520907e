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

    public MerkleProofs Proofs(long size) => new(size, Read);

    private List<TreeHash> Read(HashRange range)
    {
        var hashes = new List<TreeHash>(range.Count);
        if (range.Level == 0)
        {
            using var row = session[Sql.EventsFrom, slot, range.First, range.Count].ExecuteReader();
            Span<byte> bytes = stackalloc byte[EventBytes.Length];
            while (row.Read())
            {
                EventBytes.Write(Sql.ReadEvent(row), bytes);
                hashes.Add(MerkleTree.LeafHash(bytes));
            }
        }
        else
        {
            using var row = session[Sql.NodesFrom, slot, range.Level, range.First, range.Count].ExecuteReader();
            while (row.Read())
                hashes.Add(TreeHash.From(row.GetFieldValue<byte[]>(0)));
        }
        if (hashes.Count != range.Count)
            throw new InvalidDataException(
                Invariant($"The log lacks hashes of level {range.Level} from {range.First}.")
            );
        return hashes;
    }
}
