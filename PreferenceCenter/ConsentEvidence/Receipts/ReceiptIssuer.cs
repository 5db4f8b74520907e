using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.ConsentEvidence.Receipts;

/// <summary>Signs checkpoints of the log and issues receipts for its events.</summary>
internal sealed class ReceiptIssuer(Database database, LogSigningKey key)
{
    public VerifierKey PublicKey => key.Verifier;

    /// <summary>A signed checkpoint of every log.</summary>
    public ValueTask<List<CheckpointNote>> CheckpointsAsync() =>
        database.AskAsync(
            this,
            static async (session, issuer) =>
            {
                var notes = new List<CheckpointNote>();
                foreach (var slot in await session[Sql.Slots].AllAsync(static row => row.GetInt32(0)))
                {
                    var (size, root) = await new LogReader(session, slot).HeadAsync();
                    notes.Add(issuer.Sign(slot, size, root));
                }
                return notes;
            }
        );

    /// <summary>Creates a receipt for these events. It can be verified without this server.</summary>
    /// <param name="size">Size of a checkpoint that somebody keeps. The proofs lead to it; where it is older than an
    /// event, they lead to the current size, with a consistency proof between the two.</param>
    public ValueTask<Receipt> ForAsync(IReadOnlyList<LedgerEventRow> events, long? size = null) =>
        database.AskAsync(
            events,
            async (session, all) =>
            {
                var logs = new List<ReceiptLog>();
                foreach (var log in all.GroupBy(e => e.Slot))
                    logs.Add(await ProveAsync(session, log.Key, [.. log], size));
                return Receipt.Of(logs, PublicKey);
            }
        );

    /// <summary>
    /// Adds to a receipt the consistency proofs to these checkpoints, as far as they are of its logs and not larger
    /// than these are now.
    /// </summary>
    public ValueTask<Receipt> ExtendAsync(Receipt receipt, IReadOnlyList<CheckpointNote> checkpoints) =>
        database.AskAsync(
            receipt,
            async (session, whole) =>
            {
                var logs = new List<ReceiptLog>();
                foreach (var log in whole.Logs)
                    logs.Add(
                        await ExtendAsync(
                            session,
                            log,
                            [
                                .. checkpoints
                                    .Where(note => note.Checkpoint.Origin == log.Origin)
                                    .Select(note => note.Checkpoint.Size),
                            ]
                        )
                    );
                return whole with { Logs = logs };
            }
        );

    private async ValueTask<ReceiptLog> ExtendAsync(ReadSession session, ReceiptLog log, IReadOnlyList<long> sizes)
    {
        if (
            !CheckpointNote.TryParse(log.Checkpoint, out var note)
            || LogNames.SlotOf(log.Origin, key.Verifier.Name) is not { } slot
        )
            return log;
        var reader = new LogReader(session, slot);
        var (own, (head, _)) = (note.Checkpoint.Size, await reader.HeadAsync());
        var proofs = log.Consistency?.ToList() ?? [];
        foreach (var size in sizes.Distinct().Order())
            if (size != own && size <= head && own <= head && proofs.All(proof => proof.Size != size))
                proofs.Add(await ConsistencyAsync(reader, size, own));
        return proofs.Count == 0 ? log : log with { Consistency = proofs };
    }

    private static async ValueTask<ReceiptConsistency> ConsistencyAsync(LogReader reader, long size, long own)
    {
        var (old, later) = (Math.Min(size, own), Math.Max(size, own));
        var proofs = await reader.ProofsAsync(later, asked => asked.Consistency(old));
        return new ReceiptConsistency(size, proofs.Consistency(old));
    }

    private async ValueTask<ReceiptLog> ProveAsync(
        ReadSession session,
        int slot,
        IReadOnlyList<LedgerEventRow> events,
        long? size
    )
    {
        var reader = new LogReader(session, slot);
        var (head, root) = await reader.HeadAsync();
        var end = size <= head && events.All(e => e.Position < size) ? size.Value : head;
        var proofs = await reader.ProofsAsync(
            end,
            asked =>
            {
                asked.Root();
                foreach (var e in events)
                    asked.Inclusion(e.Position);
            }
        );
        var checkpoint = Sign(slot, end, end == head ? root : proofs.Root());
        var proven = ReceiptLog.Of(
            checkpoint,
            [.. events.Select(e => new ReceiptEvent(e.Position, Bytes(e), proofs.Inclusion(e.Position)))]
        );
        return size < end ? await ExtendAsync(session, proven, [size.Value]) : proven;
    }

    private CheckpointNote Sign(int slot, long size, TreeHash root) =>
        CheckpointNote.Sign(new Checkpoint(LogNames.Of(key.Verifier.Name, slot), size, root), key);

    private static byte[] Bytes(LedgerEventRow e)
    {
        var bytes = new byte[EventBytes.Length];
        EventBytes.Write(e, bytes);
        return bytes;
    }
}
