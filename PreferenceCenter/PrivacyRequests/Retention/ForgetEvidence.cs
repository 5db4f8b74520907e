using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>
/// Deletes the consent evidence of a subscriber who unsubscribed long ago, and records the deletion in the log. Without
/// that event, missing evidence would count as damage.
/// </summary>
/// <param name="events">All events of the subscriber, as read before. If another event was written since, nothing is
/// deleted.</param>
internal sealed class ForgetEvidence(long subscriberId, IReadOnlyList<LedgerEventRow> events, Act act) : Submission
{
    public override PersonKey? Key => PersonKey.Of(subscriberId);
    public override bool Bulk => true;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (
            subscriber is null
            || subscriber.State.LastSeq != events[^1].Seq
            || events[^1].Kind == EventKind.EvidenceErased
            || subscriber.State.Topics.Any(t => t.On || t.Wish is not null)
        )
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Append(
            subscriber,
            [new ConsentEvent(subscriber.State.LastSeq + 1, EventKind.EvidenceErased, Aspect.Evidence, 0, 0, 0, act)],
            new Evidence()
        );
        batch.Set.ErasedEvidence.AddRange(events.Select(e => (e.Slot, e.Position)));
        return new ChangeResult(ChangeOutcome.Done);
    }
}
