using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Decides which mails a change causes and adds their outbox rows. The text is composed when the mail is sent.
/// </summary>
internal static class ChangeMails
{
    public static void Queue(Batch batch, SubscriberSnapshot subscriber, Decision decision, Act act)
    {
        var (person, at) = (subscriber.Subscriber, act.At);
        // "This was not me": another person is signing up this address and must not be able to make us mail it again
        // and again.
        if (decision.Events.Any(e => e.Kind == EventKind.Rejected))
            AskedMails.Decline(batch, AskedKind.Question, Mailbox(person), at);
        // No mail goes to an address that bounces or whose owner reported a complaint.
        if (subscriber.State.Suppression != SuppressionReason.None)
            return;
        if (!decision.Waiting.IsEmpty && MayAsk(batch, person, act) && WithinLimit(batch, person, at))
            Add(batch, subscriber, MailKind.Confirm, decision.Waiting.Min(), decision.Waiting.Max(), at, at);
        if (decision.Events.FirstOrDefault(IsNotified) is { } first && !IsByProvider(batch, first))
            QueueChanges(batch, subscriber, first.Seq, at);
    }

    // Whoever holds a forwarded footer can ask, so that counts as every e-mail that anybody may ask for.
    private static bool MayAsk(Batch batch, Subscriber person, Act act) =>
        act.Channel == Channel.FooterPage
            ? AskedMails.Count(batch, AskedKind.Question, Mailbox(person), act.At) is null
            : !AskedMails.IsDeclined(batch, AskedKind.Question, Mailbox(person), act.At);

    // Who presses a button of their mailbox asked for no email. What they do on our pages is confirmed.
    private static bool IsByProvider(Batch batch, ConsentEvent e) =>
        !batch.Settings.ConfirmOneClick && e.Act.Channel is (Channel.OneClick or Channel.Mailbox);

    // The mailbox is the same for every spelling of the address.
    internal static string Mailbox(Subscriber person) =>
        EmailAddress.TryParse(person.Address)?.MailboxKey ?? person.AddressKey;

    private static bool IsNotified(ConsentEvent e) =>
        e.Kind
            is not (
                EventKind.Requested
                or EventKind.Rejected
                or EventKind.Repeated
                or EventKind.ReasonGiven
                or EventKind.TopicMerged
                or EventKind.Suppressed
                or EventKind.EvidenceErased
                or EventKind.Erased
            );

    private static void QueueChanges(Batch batch, SubscriberSnapshot subscriber, long fromSeq, DateTimeOffset at)
    {
        var person = subscriber.Subscriber;
        // Compared at the precision of the database, so that a change falls into exactly one window.
        if (person.NoticeUntil is { } until && Instant.ToMicroseconds(at) <= Instant.ToMicroseconds(until))
            return;
        if (!WithinLimit(batch, person, at))
            return;
        person.NoticeUntil = at + batch.Settings.CoalesceFor;
        Add(batch, subscriber, MailKind.Changes, fromSeq, 0, at, person.NoticeUntil.Value);
    }

    // RFC 3834 §6: the number of automatic mails to one address is limited; the number of changes is not.
    private static bool WithinLimit(Batch batch, Subscriber person, DateTimeOffset at)
    {
        var calendar = batch.Settings.Calendar;
        var day = calendar.StartOf(calendar.DayOf(at));
        if (person.NoticeDay != day)
            (person.NoticeDay, person.NoticeCount) = (day, 0);
        return person.NoticeCount++ < batch.Settings.MailsADay;
    }

    private static void Add(
        Batch batch,
        SubscriberSnapshot subscriber,
        MailKind kind,
        long fromSeq,
        long toSeq,
        DateTimeOffset at,
        DateTimeOffset dueAt
    )
    {
        batch.Touch(subscriber);
        batch.Set.Outbox.Add(
            (
                subscriber,
                new OutboxRow
                {
                    MessageId = Guid.CreateVersion7(at),
                    Kind = kind,
                    FromSeq = fromSeq,
                    ToSeq = toSeq,
                    CreatedAt = at,
                    DueAt = dueAt,
                }
            )
        );
    }
}
