using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>
/// Asks somebody once whether what stands may go on: because a topic's purpose changed, or because nothing was heard of
/// them for long. Only who may be mailed about it now is asked, whoever left or is suppressed never (WDR-10); nothing
/// changes until they answer.
/// </summary>
/// <param name="onceKey">Names the question to this person: it is never put twice.</param>
internal sealed class RenewalQuestion(long subscriberId, IReadOnlyList<Topic> topics, string onceKey, Act act)
    : Submission
{
    private readonly Guid messageId = Guid.CreateVersion7(act.At);

    public override PersonKey? Key => PersonKey.Of(subscriberId);
    public override bool Bulk => true;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (
            dossier is null
            || EmailAddress.TryParse(dossier.Subscriber.Address) is not { } address
            || batch.Store.IsSuppressed(batch.Settings.Suppression.HashesOf(address))
        )
            return new ChangeResult(ChangeOutcome.Unchanged);
        var mailable = topics
            .Where(t => Gate.MayMail(dossier.State, t, act.At) == GateReason.None)
            .Select(t => t.Number)
            .ToHashSet();
        var decision = Decisions.Decide(dossier.State, new AskAgain(mailable), act, batch.Settings.Policy);
        if (decision.Refusal != Refusal.None || decision.Events.IsEmpty)
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Append(dossier, decision.Events, new Evidence { Detail = onceKey });
        batch.Set.Outbox.Add(
            (
                dossier,
                new OutboxRow
                {
                    MessageId = messageId,
                    OnceKey = onceKey,
                    Kind = MailKind.Renewal,
                    FromSeq = decision.Events[0].Seq,
                    ToSeq = decision.Events[^1].Seq,
                    CreatedAt = act.At,
                    DueAt = act.At,
                }
            )
        );
        return new ChangeResult(ChangeOutcome.Done);
    }
}
