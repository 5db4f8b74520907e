using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>The journal lines of one committed group of changes.</summary>
/// <param name="From">Size of the log before the group.</param>
/// <param name="Size">Size of the log after the group; zero if the group is in no log.</param>
internal sealed record JournalBatch(int Slot, long From, long Size, TreeHash Root, IReadOnlyList<JournalLine> Lines)
{
    public bool IsLogged => Size > 0;

    /// <summary>
    /// The journal lines of a write set; null if it has none. Built from memory only, because the change writer waits
    /// for it.
    /// </summary>
    public static JournalBatch? Of(WriteSet set, int slot)
    {
        var lines = new List<JournalLine>();
        // The row with the empty id only tests whether the database can be written, and is deleted again.
        foreach (var leave in set.UnclaimedLeaves)
            if (leave.PublicId != Guid.Empty)
                lines.Add(new LeftLine(leave.PublicId, leave.Scope, leave.At));
        if (set.Seal is not { } seal)
            return lines.Count == 0 ? null : new JournalBatch(slot, 0, 0, default, lines);
        Dictionary<Guid, Guid>? publicIds = null;
        foreach (var e in set.Events)
        {
            if (!MustLast(e))
                continue;
            publicIds ??= set.Snapshots.ToDictionary(d => d.Subscriber.LedgerId, d => d.Subscriber.PublicId);
            lines.Add(LineOf(e, publicIds[e.LedgerId]));
        }
        return new JournalBatch(slot, set.Events[0].Position, seal.Size, TreeHash.From(seal.Root), lines);
    }

    /// <summary>Whether a restored database must not forget this event.</summary>
    public static bool MustLast(LedgerEventRow e) =>
        ChoiceDirection.MustLast(e.Kind, e.Aspect, e.Before, e.Value, e.At)
        // Somebody left by the name of a merged topic; what the program takes over is no opt-out.
        || e is { Kind: EventKind.TopicMerged, ActorKind: not ActorKind.System };

    public static ReducedLine LineOf(LedgerEventRow e, Guid person) =>
        new(e.Slot, e.Position, person, e.Kind, e.Aspect, e.Value, e.Channel, e.At);
}
