using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;

namespace PreferenceCenter.Ledger.Replay;

/// <summary>A subscriber's act at one time, as recorded in the journal. One act can have several lines.</summary>
/// <param name="Source">Name of the journal, and the number of the first line of this act.</param>
internal sealed record JournalAct(
    Guid Person,
    DateTimeOffset At,
    (string File, long Line) Source,
    IReadOnlyList<ReducedLine> Lines,
    IReadOnlyList<LeftLine> Unclaimed
)
{
    /// <summary>
    /// The changes that repeat the act, the widest first: leaving everything includes leaving each topic.
    /// </summary>
    public IEnumerable<Change> Changes()
    {
        if (LeavesEverything)
            yield return Leave.Everything;
        foreach (var reason in Lines.Where(IsSuppression).Select(l => (SuppressionReason)l.Value).Distinct().Order())
            yield return new Suppress(reason);
        if (LeavesAddressInDoubt)
            yield return new DoubtAddress();
        if (LeavesEverything)
            yield break;
        foreach (
            var topic in Lines
                .Where(IsTopicLeft)
                .Select(l => l.Aspect)
                .Concat(Unclaimed.Select(l => l.Scope))
                .Distinct()
                .Order()
        )
            yield return UnclaimedLeave.ChangeOf(topic);
        foreach (var line in Lines.Where(l => !IsSuppression(l) && !IsTopicLeft(l)))
            yield return line.Aspect == Aspect.Restriction
                ? new Restrict(On: true)
                : new Choose(new Dictionary<long, long> { [line.Aspect] = line.Value }, AddsAtOnce: false);
    }

    /// <summary>Whether the act changed the address: to or from one that this database may have.</summary>
    public bool LeavesAddressInDoubt => Lines.Any(l => l.Aspect == Aspect.Address);

    /// <summary>Whether the event is part of this act, or an earlier replay of it.</summary>
    public bool IsIn(LedgerEventRow e) =>
        Lines.Any(l => l.Slot == e.Slot && l.Position == e.Position && l.Kind == e.Kind && l.At == e.At)
        || (
            e is { Channel: Channel.Command, ActorKind: ActorKind.Operator }
            && e.At >= At
            && JournalBatch.MustLast(e)
            && Touches(e)
        );

    // For an address change or a merge the journal holds only ids. The database would go on mailing an address that is
    // no longer the subscriber's. So the subscriber leaves everything, until they opt in again.
    private bool LeavesEverything =>
        Lines.Any(l => l.Aspect is Aspect.Everything or Aspect.Address or Aspect.Merged)
        || Unclaimed.Any(l => l.Scope == Aspect.Everything);

    private bool Touches(LedgerEventRow e) =>
        Lines.Any(l => History.Touches(EventBytes.ToConsentEvent(e), l.Aspect))
        || Unclaimed.Any(l => History.Touches(EventBytes.ToConsentEvent(e), l.Scope));

    private static bool IsSuppression(ReducedLine line) => line.Aspect == Aspect.Suppression;

    private static bool IsTopicLeft(ReducedLine line) =>
        Aspect.IsTopic(line.Aspect) && line.Value == (long)Frequency.Off;
}
