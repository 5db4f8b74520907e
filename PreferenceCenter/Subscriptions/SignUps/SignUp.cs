using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.SignUps;

/// <summary>
/// Records a sign-up: one row and one e-mail for any address, known or not, so that neither the answer nor its time
/// tells who is subscribed. The state of the address is read when the e-mail is written and when it is answered. The
/// sign-up itself gives no consent, except for topics that are documented as single opt-in.
/// </summary>
internal sealed class SignUp(SignUpForm form, Act act, IReadOnlySet<long> single) : Submission
{
    internal static readonly (TimeSpan Window, int Count) PerNetwork = (TimeSpan.FromMinutes(10), 60);
    internal static readonly (TimeSpan Window, int Count) PerCopy = (TimeSpan.FromDays(1), 10);
    internal static readonly (TimeSpan Window, int Count) PerForm = (TimeSpan.FromMinutes(1), 300);
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    internal static readonly TimeSpan SentAgainWithin = TimeSpan.FromMinutes(5);

    /// <summary>
    /// An address that unsubscribed, complained or was erased gets one e-mail in this period, however often it is
    /// entered.
    /// </summary>
    internal static readonly (TimeSpan Window, int Count) ToWhoLeft = (TimeSpan.FromDays(30), 1);

    // The id is fixed here: a second run after a lost connection is the same row and the same e-mail.
    private readonly Guid id = Guid.CreateVersion7(act.At);
    private readonly Registration registration = new(form.Address, form.Language, form.Name);

    public override PersonKey? Key => PersonKey.Of(form.Address);

    // Locked as for a registration: two nodes may receive the same address at once.
    public override Registration? Register
    {
        get => registration;
        init { }
    }

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        var at = act.At;
        if (batch.Limits.Count("sign-up/network", form.Network, PerNetwork, at) > PerNetwork.Count)
            return batch.Limits.Refuse("sign-up/network", form.Network, at);
        if (form.Copy.Length > 0 && batch.Limits.Count("sign-up/sheet", form.Copy, PerCopy, at) > PerCopy.Count)
            return batch.Limits.Refuse("sign-up/sheet", form.Copy, at);
        // From here on, every answer is the same, because a difference would tell the visitor whether the address is
        // known. A form that is sent again, by a reload or a second press, is one wish.
        if (IsSentAgain(batch, subscriber))
            return Same;
        if (AskedMails.Count(batch, AskedKind.Question, form.Address.MailboxKey, at) is not null)
            return Same;
        var left = HasUnsubscribed(subscriber) || batch.IsSuppressed(registration);
        if (left && batch.Limits.Count("sign-up/left", form.Address.MailboxKey, ToWhoLeft, at) > ToWhoLeft.Count)
            return Same;

        // Over the form's limit, the e-mail waits; if the wait would be too long, the visitor is told.
        var wait = batch.Limits.Wait($"sign-up/form/{form.Form}", PerForm, at);
        if (wait > LongestWait)
            return new ChangeResult(ChangeOutcome.Limited) { RetryAfter = wait - LongestWait };
        var asked = left ? form.Topics : GrantSingle(batch, ref subscriber);
        if (asked.Count > 0)
            QueueOptIn(batch, asked, wait);
        return Same;
    }

    private static ChangeResult Same => new(ChangeOutcome.Unchanged);

    // What this form asked for since then waits for its answer, in the database or earlier in this batch, or was granted.
    private bool IsSentAgain(Batch batch, SubscriberSnapshot? subscriber)
    {
        var since = act.At - SentAgainWithin;
        return form.Topics.All(IsGranted)
            || batch
                .Store.ReadWaitingOptIns(form.Address.Key)
                .Where(o => !batch.Set.SettledOptIns.Exists(s => s.Row.Id == o.Id))
                .Concat(batch.Set.OptIns.Where(o => o.AddressKey == form.Address.Key))
                .Any(o => o.CreatedAt > since && IsSame(PendingOptIn.Parse(o.Content), o.CreatedAt));

        bool IsGranted(OptInTopic topic) =>
            single.Contains(topic.Number)
            && subscriber?.State[topic.Number] is { On: true } choice
            && choice.TouchedAt > since;

        bool Stands(OptInTopic topic, DateTimeOffset askedAt) =>
            topic.Stands(askedAt, subscriber?.State, act.NoticeOf(topic.Number));

        bool IsSame(PendingOptIn other, DateTimeOffset askedAt) =>
            (other.Language, other.Name) == (form.Language, form.Name)
            && Evidence.Parse(other.Evidence)?.Form == form.Form
            && other.Topics.All(form.Topics.Contains)
            && form.Topics.All(t => IsGranted(t) || (other.Topics.Contains(t) && Stands(t, askedAt)));
    }

    private bool HasUnsubscribed(SubscriberSnapshot? subscriber) =>
        subscriber is not null
        && (
            subscriber.State.Suppression != SuppressionReason.None
            || subscriber.State.Stopped
            || form.Topics.Any(t => subscriber.State.KeepsOthersFrom(t.Number))
        );

    // A single opt-in topic is granted at once, but never to a subscriber who left it: only an answer from the mailbox
    // can undo that.
    private IReadOnlyList<OptInTopic> GrantSingle(Batch batch, ref SubscriberSnapshot? subscriber)
    {
        var known = subscriber;
        OptInTopic[] atOnce =
        [
            .. form.Topics.Where(t => single.Contains(t.Number) && known?.State[t.Number].On != true),
        ];
        if (atOnce.Length == 0)
            return form.Topics;
        subscriber ??= batch.FindOrRegister(registration, Key!.Value, act.At);
        if (subscriber is null)
            return form.Topics;
        var decision = Decisions.Decide(
            subscriber.State,
            new Choose(atOnce.ToDictionary(t => t.Number, t => (long)t.Frequency), AddsAtOnce: true),
            act,
            batch.Settings.Policy
        );
        batch.Append(subscriber, decision.Events, form.Evidence);
        ChangeMails.Queue(batch, subscriber, decision, act);
        return [.. form.Topics.Except(atOnce)];
    }

    private void QueueOptIn(Batch batch, IReadOnlyList<OptInTopic> asked, TimeSpan wait)
    {
        batch.CountForm(form.Form, act.At, confirmed: false);
        var request = new PendingOptIn
        {
            Address = form.Address.Typed,
            Name = form.Name,
            Language = form.Language,
            Topics = asked,
            Evidence = form.Evidence.ToBytes(),
        };
        batch.Set.OptIns.Add(
            new OptInRow
            {
                Id = id,
                AddressKey = form.Address.Key,
                CreatedAt = act.At,
                Content = request.ToBytes(),
            }
        );
        batch.Set.Outbox.Add(
            (
                null,
                new OutboxRow
                {
                    MessageId = id,
                    OnceKey = $"optin:{id:N}",
                    Kind = MailKind.OptIn,
                    AddressKey = form.Address.Key,
                    Language = form.Language,
                    CreatedAt = act.At,
                    DueAt = act.At + wait,
                }
            )
        );
    }
}
