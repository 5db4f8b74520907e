using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>
/// Asks a subscriber once to renew their consent: because a topic's purpose changed, or because the subscriber was
/// inactive for a long time. It asks only about topics that may be mailed now, and never a subscriber who unsubscribed
/// or is suppressed (WDR-10). Nothing changes until the subscriber answers.
/// </summary>
/// <param name="onceKey">Identifies the question to this subscriber, so that it is never sent twice.</param>
internal sealed class RenewalQuestion(long subscriberId, IReadOnlyList<Topic> topics, string onceKey, Act act)
    : Submission
{
    private readonly Guid messageId = Guid.CreateVersion7(act.At);

    /// <summary>Whether it only says if it would be put.</summary>
    public bool DryRun { get; init; }

    public override PersonKey? Key => PersonKey.Of(subscriberId);
    public override bool Bulk => true;

    // Of several topics, the weakest: consent outlives a sale, and not the other way round.
    private static string GroundOf(SubscriberSnapshot subscriber, Decision decision) =>
        decision.Events.Any(e => subscriber.State[e.Aspect].Grant?.Basis == LawfulBasis.SoftOptIn)
            ? "one question, on the soft opt-in in force (ePrivacy Directive, article 13(2))"
            : "one question, on the consent in force (GDPR article 6(1)(a))";

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (
            subscriber is null
            || EmailAddress.TryParse(subscriber.Subscriber.Address) is not { } address
            || batch.Store.IsSuppressed(batch.Settings.Suppression.HashesOf(address))
        )
            return new ChangeResult(ChangeOutcome.Unchanged);
        var mailable = topics
            .Where(t => Gate.MayMail(subscriber.State, t, act.At) == GateReason.None)
            .Select(t => t.Number)
            .ToHashSet();
        var decision = Decisions.Decide(subscriber.State, new AskAgain(mailable), act, batch.Settings.Policy);
        if (decision.Refusal != Refusal.None || decision.Events.IsEmpty)
            return new ChangeResult(ChangeOutcome.Unchanged);
        if (DryRun)
            return new ChangeResult(ChangeOutcome.Done);
        batch.Append(
            subscriber,
            decision.Events,
            new Evidence { Detail = onceKey, Method = GroundOf(subscriber, decision) }
        );
        batch.Set.Outbox.Add(
            (
                subscriber,
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
