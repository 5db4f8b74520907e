using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger;

/// <summary>Signs what the log says now, and proves events in it.</summary>
internal sealed class Receipts(Database database, LogSigningKey key)
{
    public VerifierKey PublicKey => key.Verifier;

    /// <summary>A signed checkpoint of every log.</summary>
    public IReadOnlyList<CheckpointNote> Checkpoints()
    {
        using var session = database.Read();
        var slots = new List<int>();
        using (var row = session[Sql.Slots].ExecuteReader())
            while (row.Read()) slots.Add(row.GetInt32(0));
        return [.. slots.Select(slot => Checkpoint(new LogReader(session, slot), slot))];
    }

    /// <summary>A receipt for these events: it verifies without us.</summary>
    public Receipt For(IReadOnlyList<LedgerEventRow> events)
    {
        using var session = database.Read();
        return Receipt.Of([.. events.GroupBy(e => e.Slot).Select(log => Prove(session, log.Key, log))], PublicKey);
    }

    private ReceiptLog Prove(ReadSession session, int slot, IEnumerable<LedgerEventRow> events)
    {
        var reader = new LogReader(session, slot);
        var checkpoint = Checkpoint(reader, slot);
        var proofs = reader.Proofs(checkpoint.Checkpoint.Size);
        return ReceiptLog.Of(checkpoint, [.. events.Select(e => new ReceiptEvent(e.Position, Bytes(e), proofs.Inclusion(e.Position)))]);
    }

    private CheckpointNote Checkpoint(LogReader reader, int slot)
    {
        var (size, root) = reader.Head();
        return CheckpointNote.Sign(new Checkpoint(LogOrigin.Of(key.Verifier.Name, slot), size, root), key);
    }

    private static byte[] Bytes(LedgerEventRow e)
    {
        var bytes = new byte[EventBytes.Length];
        EventBytes.Write(e, bytes);
        return bytes;
    }
}
