using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;

namespace PreferenceCenter.Ledger.Replay;

/// <summary>What one person did at one time, as the journal tells it: an act may have made several lines.</summary>
/// <param name="Source">The journal's name, and the number of its first line about it.</param>
internal sealed record JournalAct(
    Guid Person,
    DateTimeOffset At,
    (string File, long Line) Source,
    IReadOnlyList<ReducedLine> Lines,
    IReadOnlyList<LeftLine> Unclaimed
)
{
    /// <summary>
    /// The changes that make the same of the person again, the widest first: who left everything has left each topic.
    /// </summary>
    public IEnumerable<Change> Changes()
    {
        if (LeavesEverything)
            yield return Leave.Everything;
        foreach (var reason in Lines.Where(IsSuppression).Select(l => (SuppressionReason)l.Value).Distinct().Order())
            yield return new Suppress(reason);
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

    /// <summary>Whether a person's event is of this act, or tells it again.</summary>
    public bool IsIn(LedgerEventRow e) =>
        Lines.Any(l => l.Slot == e.Slot && l.Position == e.Position && l.Kind == e.Kind && l.At == e.At)
        || e is { Channel: Channel.Command, ActorKind: ActorKind.Operator }
            && e.At >= At
            && JournalBatch.MustLast(e)
            && Touches(e);

    // Of a change of address and a merger ids alone are known: whoever the database would go on mailing where they are
    // no more is mailed nowhere, until they say otherwise.
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
