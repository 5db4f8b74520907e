using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>What one committed group means to the journal.</summary>
/// <param name="From">The log's size before it.</param>
/// <param name="Size">The log's size after it; zero where it is in no log.</param>
internal sealed record JournalBatch(int Slot, long From, long Size, TreeHash Root, IReadOnlyList<JournalLine> Lines)
{
    public bool IsLogged => Size > 0;

    /// <summary>
    /// Null where nothing of it concerns the journal. From what is in memory: the writer waits for this.
    /// </summary>
    public static JournalBatch? Of(WriteSet set, int slot)
    {
        var lines = new List<JournalLine>();
        // Nobody's row is written and taken away to see whether the database can be written.
        foreach (var leave in set.UnclaimedLeaves)
            if (leave.PublicId != Guid.Empty)
                lines.Add(new LeftLine(leave.PublicId, leave.Scope, leave.At));
        if (set.Seal is not { } seal)
            return lines.Count == 0 ? null : new JournalBatch(slot, 0, 0, default, lines);
        Dictionary<Guid, Guid>? people = null;
        foreach (var e in set.Events)
        {
            if (!MustLast(e))
                continue;
            people ??= set.Snapshots.ToDictionary(d => d.Subscriber.LedgerId, d => d.Subscriber.PublicId);
            lines.Add(LineOf(e, people[e.LedgerId]));
        }
        return new JournalBatch(slot, set.Events[0].Position, seal.Size, TreeHash.From(seal.Root), lines);
    }

    public static bool MustLast(LedgerEventRow e) =>
        ChoiceDirection.MustLast(e.Kind, e.Aspect, e.Before, e.Value, e.At);

    public static ReducedLine LineOf(LedgerEventRow e, Guid person) =>
        new(e.Slot, e.Position, person, e.Kind, e.Aspect, e.Value, e.Channel, e.At);
}
