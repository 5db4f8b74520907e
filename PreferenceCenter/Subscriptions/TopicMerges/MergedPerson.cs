using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.TopicMerges;

/// <summary>
/// Takes one person's word on a merged topic over to its survivor, once: whoever was taken over has none on the merged
/// topic any more.
/// </summary>
/// <param name="waits">Whether a question has to wait: an erasure of the person is open.</param>
internal sealed class MergedPerson(long subscriberId, Topic from, Topic into, bool waits, Act act) : Submission
{
    private readonly Guid messageId = Guid.CreateVersion7(act.At);

    public override PersonKey? Key => PersonKey.Of(subscriberId);
    public override bool Bulk => true;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is not { State.MergedInto: 0 })
            return new ChangeResult(ChangeOutcome.Unchanged);
        var decision = Decisions.Decide(
            subscriber.State,
            new MergeTopic(from, into, MayAsk(batch, subscriber.Subscriber), waits),
            act,
            batch.Settings.Policy
        );
        if (decision.Refusal != Refusal.None || decision.Events.IsEmpty)
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Append(
            subscriber,
            decision.Events,
            new Evidence
            {
                Detail = $"merge of the topic {from.Key} into {into.Key}",
                Method = decision.Waiting.IsEmpty
                    ? null
                    : "one question, on the consent in force (GDPR article 6(1)(a))",
            }
        );
        if (!decision.Waiting.IsEmpty)
            Ask(batch, subscriber, decision);
        // Who was on the survivor and is no more is told, as of every other end.
        else if (decision.Events.Any(e => e is { Kind: EventKind.Withdrawn, Before: > 0 }))
            ChangeMails.Queue(batch, subscriber, decision, act);
        return new ChangeResult(ChangeOutcome.Done);
    }

    // An address that is on the list gets no email, nor one whose owner said that it was not them.
    private bool MayAsk(Batch batch, Subscriber person) =>
        EmailAddress.TryParse(person.Address) is { } address
        && !batch.Store.IsSuppressed(batch.Settings.Suppression.HashesOf(address))
        && !AskedMails.IsDeclined(batch, AskedKind.Question, address.MailboxKey, act.At);

    private void Ask(Batch batch, SubscriberSnapshot subscriber, Decision decision) =>
        batch.Set.Outbox.Add(
            (
                subscriber,
                new OutboxRow
                {
                    MessageId = messageId,
                    Kind = MailKind.Confirm,
                    FromSeq = decision.Events[0].Seq,
                    ToSeq = decision.Events[^1].Seq,
                    CreatedAt = act.At,
                    DueAt = act.At,
                }
            )
        );
}
