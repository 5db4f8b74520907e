using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>
/// Takes out what proves the consents of somebody who has left long ago, and says so in the log: without that event its
/// absence would be damage.
/// </summary>
/// <param name="events">All of the person's, as read before: if one has come since, they are not forgotten yet.</param>
internal sealed class ForgetEvidence(long subscriberId, IReadOnlyList<LedgerEventRow> events, Act act) : Submission
{
    public override PersonKey? Key => PersonKey.Of(subscriberId);
    public override bool Bulk => true;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (
            dossier is null
            || dossier.State.LastSeq != events[^1].Seq
            || events[^1].Kind == EventKind.EvidenceErased
            || dossier.State.Topics.Any(t => t.On || t.Wish is not null)
        )
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Append(
            dossier,
            [new ConsentEvent(dossier.State.LastSeq + 1, EventKind.EvidenceErased, Aspect.Evidence, 0, 0, 0, act)],
            new Evidence()
        );
        batch.Set.ErasedEvidence.AddRange(events.Select(e => (e.Slot, e.Position)));
        return new ChangeResult(ChangeOutcome.Done);
    }
}
