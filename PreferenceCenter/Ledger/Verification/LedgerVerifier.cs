using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Verification;

/// <summary>Result of a verification: how much was read, and the first batch that differs from its seal.</summary>
internal sealed record LedgerVerdict(int Logs, long Batches, long Events, BadBatch? Bad);

/// <summary>The first batch of a log that failed verification, and why.</summary>
internal sealed record BadBatch(int Log, long Batch, string Why);

/// <summary>
/// Verifies all logs: recomputes every hash from the rows and compares the result with seals, heads and external
/// checkpoints.
/// </summary>
internal sealed class LedgerVerifier(Database database)
{
    public LedgerVerdict Verify(
        IReadOnlyList<(int Slot, Checkpoint Checkpoint)> checkpoints,
        Action<long>? progress,
        CancellationToken cancel
    )
    {
        using var session = database.ReadThrough();
        // One snapshot for all reads: a server may be writing meanwhile.
        using var snapshot = session.Snapshot();
        long batches = 0,
            events = 0;
        var slots = Slots(session).Union(checkpoints.Select(c => c.Slot)).OrderBy(slot => (uint)slot).ToArray();
        var logs = new Dictionary<int, LogVerification>();
        foreach (var slot in slots)
        {
            var log = new LogVerification(
                session,
                slot,
                [.. checkpoints.Where(c => c.Slot == slot).Select(c => c.Checkpoint)]
            );
            var bad = log.Run(count => progress?.Invoke(events + count), cancel);
            (batches, events) = (batches + log.Batches, events + log.Events);
            if (bad is not null)
                return new LedgerVerdict(slots.Length, batches, events, bad);
            logs.Add(slot, log);
        }
        return new LedgerVerdict(
            slots.Length,
            batches,
            events,
            logs.Values.Select(log => log.LacksEvidence(logs.Values) ?? log.Contradicts(logs))
                .FirstOrDefault(bad => bad is not null)
        );
    }

    private static List<int> Slots(ReadSession session)
    {
        var slots = new List<int>();
        for (
            long after = int.MinValue;
            session[Sql.NextSlot, after].ExecuteScalar() is { } found and not DBNull
                && Convert.ToInt64(found, null) is var slot and <= int.MaxValue;
            after = slot
        )
            slots.Add((int)slot);
        return slots;
    }
}
