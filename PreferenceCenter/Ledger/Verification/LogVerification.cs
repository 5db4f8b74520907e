using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Verification;

/// <summary>Verifies one log in a single pass over its events, seals and evidence.</summary>
internal sealed class LogVerification(ReadSession session, int slot, IReadOnlyList<Checkpoint> checkpoints)
{
    private readonly MerkleFrontier frontier = new();
    private readonly List<CompletedSubtree> completed = [];
    private readonly Dictionary<Guid, long> erasedBefore = [];
    private readonly List<(Guid Person, long Seq, long Batch)> withoutEvidence = [];
    private readonly Dictionary<long, TreeHash> wanted = checkpoints
        .GroupBy(c => c.Size)
        .ToDictionary(c => c.Key, c => default(TreeHash));
    private (long Seq, long Position) adminHead = (0, -1);
    private readonly Dictionary<long, TreeHash> roots = [];
    private readonly List<(long Batch, int Slot, Checkpoint Seen)> seenRoots = [];
    private long reading = 1;

    public long Batches { get; private set; }
    public long Events => frontier.Size;
    public int Slot => slot;

    /// <summary>
    /// Checks that each seal of this log saw the other logs as they are. If a log was cut back or left out, the others
    /// reveal it.
    /// </summary>
    public BadBatch? Contradicts(IReadOnlyDictionary<int, LogVerification> logs)
    {
        foreach (var (batch, other, seen) in seenRoots)
            if (
                other == slot
                || !logs.TryGetValue(other, out var log)
                || !log.roots.TryGetValue(seen.Size, out var root)
                || root != seen.Root
            )
                return Bad(
                    batch,
                    Invariant($"its seal saw log {other} with {seen.Size} events under a root that is not there")
                );
        return null;
    }

    public BadBatch? Run(Action<long> progress, CancellationToken cancel)
    {
        try
        {
            return EventsDiffer(progress, cancel) ?? HeadDiffers() ?? NodesDiffer() ?? CheckpointDiffers();
        }
        catch (Exception reason) when (CorruptionErrors.Matches(reason))
        {
            return Bad(reading, $"its rows cannot be read: {reason.Message}");
        }
    }

    private BadBatch? EventsDiffer(Action<long> progress, CancellationToken cancel)
    {
        using var evidence = new EvidenceReader(session, slot);
        using var seals = LogRows.Seals(session, slot).GetEnumerator();
        using var rows = LogRows.Events(session, slot).GetEnumerator();
        var (more, taken) = (rows.MoveNext(), false);
        var before = more && rows.Current.Position < 0;
        while (more && rows.Current.Position < 0)
            more = rows.MoveNext();
        for (; seals.MoveNext(); reading++)
        {
            cancel.ThrowIfCancellationRequested();
            var seal = seals.Current;
            var (batch, size) = (seal.Batch, seal.Size);
            if (batch != reading)
                return Bad(reading, "its seal is missing");
            if (size <= frontier.Size)
                return Bad(batch, "its seal does not follow the one before");
            while (frontier.Size < size)
            {
                // Read when its own batch is: a row that cannot be read is named with that, not with the one before.
                more = taken ? rows.MoveNext() : more;
                taken = false;
                if (!more || rows.Current.Position != frontier.Size)
                    return Bad(batch, Invariant($"event {frontier.Size} is missing"));
                if (Take(rows.Current, evidence) is { } why)
                    return Bad(batch, why);
                taken = true;
            }
            var root = frontier.Root();
            if (root != TreeHash.From(seal.Root))
                return Bad(batch, "its events are not the ones that were sealed");
            roots.Add(size, root);
            foreach (var (other, seen) in OtherRoots.Read(seal.Others))
                seenRoots.Add((batch, other, seen));
            if (!evidence.EndsBefore(size))
                return Bad(batch, "its evidence reaches beyond its events");
            Batches = batch;
            if (batch % 1024 == 0)
                progress(frontier.Size);
        }
        if (taken ? rows.MoveNext() : more)
            return Bad(reading, Invariant($"event {rows.Current.Position} stands in the log without a seal"));
        if (before)
            return Bad(1, "an event stands before the first");
        return evidence.AnyBeyond(frontier.Size) ? Bad(reading, "evidence stands there without an event") : null;
    }

    private string? Take(LedgerEventRow e, EvidenceReader evidence)
    {
        Span<byte> bytes = stackalloc byte[EventBytes.Length];
        EventBytes.Write(e, bytes);
        if (e.LedgerId == Guid.Empty)
            adminHead = (e.Seq, e.Position);
        if (e.Kind == EventKind.EvidenceErased)
            erasedBefore[e.LedgerId] = e.Seq;
        switch (evidence.Check(e))
        {
            case EvidenceCheck.Differs:
                return Invariant($"the evidence of event {e.Position} is not what was committed to");
            case EvidenceCheck.Gone:
                withoutEvidence.Add((e.LedgerId, e.Seq, reading));
                break;
        }
        frontier.Append(MerkleTree.LeafHash(bytes), completed);
        if (wanted.ContainsKey(frontier.Size))
            wanted[frontier.Size] = frontier.Root();
        return null;
    }

    /// <summary>
    /// Checks that an event records the erasure of each missing piece of evidence, in any of the logs.
    /// </summary>
    public BadBatch? LacksEvidence(IReadOnlyCollection<LogVerification> logs)
    {
        // An erasure covers evidence of earlier events only, not evidence that is removed later.
        var (person, _, batch) = withoutEvidence.FirstOrDefault(w =>
            w.Seq >= logs.Max(log => log.erasedBefore.GetValueOrDefault(w.Person))
        );
        return batch == 0 ? null : Bad(batch, $"evidence is gone and no event of {person} says so");
    }

    private BadBatch? HeadDiffers()
    {
        using var row = session[Sql.Head, slot].ExecuteReader();
        if (!row.Read())
            return frontier.Size == 0 ? null : Bad(Batches, "the log has no head");
        return
            row.GetInt64(0) == Batches
            && row.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(frontier.Size == 0 ? [] : frontier.ToBytes())
            && (row.GetInt64(2), row.GetInt64(3)) == adminHead
            ? null
            : Bad(Batches, "the log's head is not where its events end");
    }

    private BadBatch? NodesDiffer()
    {
        var expected = completed.ToDictionary(c => (c.Level, c.Index), c => c.Hash);
        var wrong = long.MaxValue;
        using (var row = session[Sql.NodesOf, slot].ExecuteReader())
            while (row.Read())
            {
                var node = (Level: Sql.ReadInt32(row, 0), Index: row.GetInt64(1));
                if (!expected.Remove(node, out var hash) || !hash.Bytes.SequenceEqual(row.GetFieldValue<byte[]>(2)))
                    wrong = Math.Min(wrong, EndOf(node));
            }
        foreach (var node in expected.Keys)
            wrong = Math.Min(wrong, EndOf(node));
        return wrong == long.MaxValue
            ? null
            : Bad(BatchAt(wrong), "a kept subtree's hash is missing, or not that of its events");
    }

    // If the subtree does not belong to this log, the end of the log is reported.
    private long EndOf((int Level, long Index) node) =>
        node.Level is > 0 and < 63 && node.Index >= 0 && node.Index < frontier.Size >> node.Level
            ? (node.Index + 1) << node.Level
            : frontier.Size;

    private BadBatch? CheckpointDiffers()
    {
        foreach (var checkpoint in checkpoints.OrderBy(c => c.Size))
        {
            if (checkpoint.Size > frontier.Size)
                return Bad(
                    Batches + 1,
                    Invariant($"a checkpoint saw {checkpoint.Size} events, the log holds {frontier.Size}")
                );
            var root = checkpoint.Size == 0 ? MerkleTree.EmptyRoot : wanted[checkpoint.Size];
            if (root != checkpoint.Root)
                return Bad(
                    BatchAt(checkpoint.Size),
                    Invariant($"a checkpoint saw another past: its root at {checkpoint.Size} events differs")
                );
        }
        return null;
    }

    private long BatchAt(long size) =>
        session[Sql.BatchAt, ("@slot", slot), ("@size", size)].ExecuteScalar() is long batch ? batch : Batches;

    private BadBatch Bad(long batch, string why) => new(slot, batch, why);
}
