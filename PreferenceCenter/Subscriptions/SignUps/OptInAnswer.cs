using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Subscriptions.SignUps;

/// <summary>
/// Processes the answer to a sign-up's confirmation e-mail. A confirmation records two events of the subscriber: the
/// request with its original time and evidence, and the confirmation with the current ones. A rejection is only
/// remembered for 30 days. The request is checked against the current state: nothing that happened in between is
/// overridden.
/// </summary>
/// <param name="mayHold">Whether a topic still accepts subscribers.</param>
internal sealed class OptInAnswer(
    Guid id,
    PendingOptIn request,
    EmailAddress address,
    bool confirms,
    Act act,
    Evidence evidence,
    byte[] link,
    Func<long, bool> mayHold
) : Submission
{
    // The version that took the sign-up may not have looked for control characters.
    private readonly Registration registration = new(address, request.Language, ControlCharacter.Remove(request.Name));
    private readonly EvidenceCommitment requestCommitment =
            new(Evidence.Parse(request.Evidence)!, request.Topics.Count),
        answerCommitment = new(evidence, request.Topics.Count);

    public override PersonKey? Key => PersonKey.Of(address);
    public override Registration? Register
    {
        get => registration;
        init { }
    }

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        // Pressed twice, or on two nodes at once: the first answer counts.
        if (
            batch.Store.ReadOptIn(id) is not { Content: not null, SettledAt: null } row
            || batch.Set.SettledOptIns.Exists(s => s.Row.Id == id)
        )
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Set.UsedLinks.Add((link, act.At));
        if (!confirms)
        {
            AskedMails.Decline(batch, AskedKind.Question, address.MailboxKey, act.At);
            Settle(batch, row, null, 0, 0);
            return new ChangeResult(ChangeOutcome.Done);
        }
        OptInTopic[] standing =
        [
            .. request.Topics.Where(t =>
                t.Stands(row.CreatedAt, subscriber?.State, act.NoticeOf(t.Number)) && mayHold(t.Number)
            ),
        ];
        // Where it is open whose the address is, nobody says yes in the name of whoever had it.
        if (standing.Length == 0 || subscriber is { State.AddressInDoubt: true })
        {
            Settle(batch, row, null, 0, 0);
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        }
        subscriber = batch.FindOrReadmit(registration, subscriber, act);
        var first = subscriber.State.LastSeq + 1;
        Confirm(batch, subscriber, standing, row.CreatedAt);
        Settle(batch, row, subscriber, subscriber.State.LastSeq < first ? 0 : first, subscriber.State.LastSeq);
        if (Evidence.Parse(request.Evidence)?.Form is { } form)
            batch.CountForm(form, row.CreatedAt, confirmed: true);
        return new ChangeResult(ChangeOutcome.Done, Refusal.None, first, subscriber.State.LastSeq)
        {
            PublicId = subscriber.Subscriber.PublicId,
        };
    }

    private void Confirm(Batch batch, SubscriberSnapshot subscriber, OptInTopic[] standing, DateTimeOffset askedAt)
    {
        var asking = act with { Channel = Channel.Form, At = askedAt, Notices = null };
        var asked = new List<ConsentEvent>();
        foreach (
            var topic in standing
                .Where(t =>
                    !subscriber.State[t.Number].On
                    || act.NoticeOf(t.Number)?.IsNewTo(subscriber.State[t.Number].Grant?.Notice ?? 0) == true
                )
                .OrderBy(t => t.Number)
        )
            asked.Add(
                new ConsentEvent(
                    subscriber.State.LastSeq + asked.Count + 1,
                    EventKind.Requested,
                    topic.Number,
                    (long)topic.Frequency,
                    subscriber.State[topic.Number].Value,
                    0,
                    asking with
                    {
                        Notice = topic.Notice,
                    }
                )
            );
        batch.Append(subscriber, asked, requestCommitment);
        var decision = Decisions.Decide(subscriber.State, new Confirm(asked), act, batch.Settings.Policy);
        batch.Append(subscriber, decision.Events, answerCommitment);
        ChangeMails.Queue(batch, subscriber, decision, act);
    }

    private void Settle(Batch batch, OptInRow row, SubscriberSnapshot? subscriber, long from, long to)
    {
        (row.SettledAt, row.FromSeq, row.ToSeq) = (act.At, from, to);
        batch.Set.SettledOptIns.Add((row, subscriber));
    }
}
