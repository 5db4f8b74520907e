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
    /// <param name="size">Size of the log that the proofs lead to, so that the receipt can be compared with a
    /// checkpoint of that size. If not given or not possible, the current size.</param>
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
        return ReceiptLog.Of(
            checkpoint,
            [.. events.Select(e => new ReceiptEvent(e.Position, Bytes(e), proofs.Inclusion(e.Position)))]
        );
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
