using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// An administrative event for the ledger: its kind, the number it concerns, a value and the evidence.
/// </summary>
internal sealed record AdminEvent(EventKind Kind, long Aspect, long Value, Evidence Evidence);

/// <summary>A change of topics, keys or settings: its rows and its events are written in one transaction.</summary>
internal sealed class AdminChange(Act act, Func<CenterContext, IReadOnlyList<AdminEvent>> work) : Submission
{
    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        IReadOnlyList<AdminEvent> events = [];
        batch.Store.Within(context => events = work(context));
        foreach (var e in events)
            batch.AppendAdmin(e.Kind, e.Aspect, e.Value, act, e.Evidence);
        return new ChangeResult(events.Count == 0 ? ChangeOutcome.Unchanged : ChangeOutcome.Done);
    }
}
