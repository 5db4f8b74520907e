using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Verification;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>All events of a log as bytes, with their evidence: the data that every verification has to hash.</summary>
internal sealed class LogInMemory
{
    private readonly List<byte[]> events = [];
    private readonly List<EvidenceRow> evidence = [];
    private TreeHash root;

    public long Events => events.Count;

    public static LogInMemory Read(Place place)
    {
        var log = new LogInMemory();
        using var database = place.Open();
        using var session = database.Read();
        foreach (var e in LogRows.Events(session, 0))
        {
            var bytes = new byte[EventBytes.Length];
            EventBytes.Write(e, bytes);
            log.events.Add(bytes);
        }
        log.evidence.AddRange(LogRows.Evidence(session, 0));
        return log;
    }

    /// <summary>Hashes leaves, tree and commitments in one thread.</summary>
    public void Hash()
    {
        var frontier = new MerkleFrontier();
        foreach (var bytes in events)
            frontier.Append(MerkleTree.LeafHash(bytes));
        Span<byte> commitment = stackalloc byte[TreeHash.Length];
        foreach (var proof in evidence)
            for (var i = 0; i < proof.Count; i++)
                Evidence.Commit(proof.Salt, i, proof.Content, commitment);
        root = frontier.Root();
        if (root == MerkleTree.EmptyRoot)
            throw new InvalidOperationException("There is nothing in the log.");
    }
}
