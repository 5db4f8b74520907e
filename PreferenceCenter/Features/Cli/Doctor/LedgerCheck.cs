using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks that each log ends where its last seal says, and that its checkpoint can be signed. Only <c>ledger verify</c>
/// checks the whole log.
/// </summary>
internal static class LedgerCheck
{
    public static async IAsyncEnumerable<Finding> LookAsync(Examination examined)
    {
        var receipts = examined.Service<ReceiptIssuer>();
        foreach (var note in await receipts.CheckpointsAsync())
        {
            var slot = LogNames.SlotOf(note.Checkpoint.Origin, receipts.PublicKey.Name)!.Value;
            using var session = examined.Service<Database>().Read();
            yield return Finding.Of(
                EndsAtItsSeal(session, slot, note.Checkpoint),
                "ledger.head",
                Invariant($"log {slot} of {note.Checkpoint.Size} events against its last seal")
            );
            yield return Finding.Of(
                note.Verify(receipts.PublicKey) == NoteVerdict.Signed,
                "ledger.signature",
                $"a checkpoint signed by {receipts.PublicKey.Name}"
            );
        }
    }

    private static bool EndsAtItsSeal(ReadSession session, int slot, Checkpoint head)
    {
        using (var seal = session[Sql.LastSeal, slot].ExecuteReader())
            if (
                !seal.Read()
                || seal.GetInt64(0) != head.Size
                || TreeHash.From(seal.GetFieldValue<byte[]>(1)) != head.Root
            )
                return false;
        using var last = session[Sql.EventsFrom, ("@slot", slot), ("@position", head.Size - 1), ("@count", 2)]
            .ExecuteReader();
        return last.Read() && last.GetInt64(1) == head.Size - 1 && !last.Read();
    }
}
