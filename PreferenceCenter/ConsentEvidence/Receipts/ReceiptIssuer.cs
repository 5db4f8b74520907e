using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.ConsentEvidence.Receipts;

/// <summary>Signs checkpoints of the log and issues receipts for its events.</summary>
internal sealed class ReceiptIssuer(Database database, LogSigningKey key)
{
    public VerifierKey PublicKey => key.Verifier;

    /// <summary>A signed checkpoint of every log.</summary>
    public IReadOnlyList<CheckpointNote> Checkpoints()
    {
        using var session = database.Read();
        var slots = new List<int>();
        using (var row = session[Sql.Slots].ExecuteReader())
            while (row.Read())
                slots.Add(row.GetInt32(0));
        return [.. slots.Select(slot => Checkpoint(new LogReader(session, slot), slot))];
    }

    /// <summary>Creates a receipt for these events. It can be verified without this server.</summary>
    /// <param name="size">Size of the log that the proofs lead to, so that the receipt can be compared with a
    /// checkpoint of that size. If not given or not possible, the current size.</param>
    public Receipt For(IReadOnlyList<LedgerEventRow> events, long? size = null)
    {
        using var session = database.Read();
        return Receipt.Of(
            [.. events.GroupBy(e => e.Slot).Select(log => Prove(session, log.Key, [.. log], size))],
            PublicKey
        );
    }

    private ReceiptLog Prove(ReadSession session, int slot, IReadOnlyList<LedgerEventRow> events, long? size)
    {
        var reader = new LogReader(session, slot);
        var (head, root) = reader.Head();
        var end = size <= head && events.All(e => e.Position < size) ? size.Value : head;
        var proofs = reader.Proofs(end);
        var checkpoint = Sign(slot, end, end == head ? root : proofs.Root());
        return ReceiptLog.Of(
            checkpoint,
            [.. events.Select(e => new ReceiptEvent(e.Position, Bytes(e), proofs.Inclusion(e.Position)))]
        );
    }

    private CheckpointNote Checkpoint(LogReader reader, int slot)
    {
        var (size, root) = reader.Head();
        return Sign(slot, size, root);
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
