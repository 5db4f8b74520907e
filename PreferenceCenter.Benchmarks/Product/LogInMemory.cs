using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Ledger;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>All events of a log as bytes, and their evidence: what verification cannot do without hashing.</summary>
internal sealed class LogInMemory
{
    private readonly List<byte[]> events = [];
    private readonly List<EvidenceRow> evidence = [];
    private TreeHash root;

    public long Events => events.Count;

    public static LogInMemory Read(string file)
    {
        var log = new LogInMemory();
        using var database = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file));
        using var session = database.Read();
        using (var row = session[Sql.EventsOf, 0].ExecuteReader())
            while (row.Read())
            {
                var bytes = new byte[EventBytes.Length];
                EventBytes.Write(Sql.ReadEvent(row), bytes);
                log.events.Add(bytes);
            }
        using (var row = session[Sql.EvidenceOf, 0].ExecuteReader())
            while (row.Read())
                log.evidence.Add(new EvidenceRow { Position = row.GetInt64(0), Count = row.GetInt32(1), Salt = row.GetFieldValue<byte[]>(2), Content = row.GetFieldValue<byte[]>(3) });
        return log;
    }

    /// <summary>Leaves, tree and commitments, in one thread.</summary>
    public void Hash()
    {
        var frontier = new MerkleFrontier();
        foreach (var bytes in events) frontier.Append(MerkleTree.LeafHash(bytes));
        Span<byte> commitment = stackalloc byte[TreeHash.Length];
        foreach (var proof in evidence)
            for (var i = 0; i < proof.Count; i++) Evidence.Commit(proof.Salt, i, proof.Content, commitment);
        root = frontier.Root();
        if (root == MerkleTree.EmptyRoot) throw new InvalidOperationException("There is nothing in the log.");
    }
}
