using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>Which mails a decision causes. Rows only: what to say, never how.</summary>
internal static class ChangeMails
{
    private const string NotMe = "not-me";
    private static readonly TimeSpan NotMeFor = TimeSpan.FromDays(30);

    public static void Queue(Batch batch, SubscriberSnapshot dossier, Decision decision, DateTimeOffset at)
    {
        var person = dossier.Subscriber;
        // "This was not me": somebody else asks in their name, and shall not have us write to them again and again.
        if (decision.Events.Any(e => e.Kind == EventKind.Rejected))
            batch.Limits.Block(NotMe, Mailbox(person), NotMeFor, at);
        // Nothing goes to a mailbox that bounces, nor to somebody who reported us.
        if (dossier.State.Suppression != SuppressionReason.None)
            return;
        if (
            !decision.Waiting.IsEmpty
            && !batch.Limits.Blocks(NotMe, Mailbox(person), at)
            && WithinLimit(batch, person, at)
        )
            Add(batch, dossier, MailKind.Confirm, decision.Waiting.Min(), decision.Waiting.Max(), at, at);
        if (decision.Events.FirstOrDefault(IsTold) is { } first)
            QueueChanges(batch, dossier, first.Seq, at);
    }

    /// <summary>Whether whoever reads that mailbox said lately that it was not they who asked.</summary>
    public static bool SaidNotMe(Batch batch, EmailAddress address, DateTimeOffset at) =>
        batch.Limits.Blocks(NotMe, address.SuppressionKey, at);

    public static void BlockNotMe(Batch batch, EmailAddress address, DateTimeOffset at) =>
        batch.Limits.Block(NotMe, address.SuppressionKey, NotMeFor, at);

    // Whatever spelling of it was typed.
    private static string Mailbox(Subscriber person) =>
        EmailAddress.TryParse(person.Address)?.SuppressionKey ?? person.AddressKey;

    private static bool IsTold(ConsentEvent e) =>
        e.Kind
            is not (
                EventKind.Requested
                or EventKind.Rejected
                or EventKind.Repeated
                or EventKind.ReasonGiven
                or EventKind.Suppressed
                or EventKind.EvidenceErased
                or EventKind.Erased
            );

    private static void QueueChanges(Batch batch, SubscriberSnapshot dossier, long fromSeq, DateTimeOffset at)
    {
        var person = dossier.Subscriber;
        // As both are stored: what falls into a window falls into no other.
        if (person.NoticeUntil is { } until && Instant.ToMicroseconds(at) <= Instant.ToMicroseconds(until))
            return;
        if (!WithinLimit(batch, person, at))
            return;
        person.NoticeUntil = at + batch.Settings.CoalesceFor;
        Add(batch, dossier, MailKind.Changes, fromSeq, 0, at, person.NoticeUntil.Value);
    }

    // RFC 3834 §6: automatic mail to one address has a limit; the change itself has none.
    private static bool WithinLimit(Batch batch, Subscriber person, DateTimeOffset at)
    {
        var day = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero);
        if (person.NoticeDay != day)
            (person.NoticeDay, person.NoticeCount) = (day, 0);
        return person.NoticeCount++ < batch.Settings.MailsADay;
    }

    private static void Add(
        Batch batch,
        SubscriberSnapshot dossier,
        MailKind kind,
        long fromSeq,
        long toSeq,
        DateTimeOffset at,
        DateTimeOffset dueAt
    )
    {
        batch.Touch(dossier);
        batch.Set.Outbox.Add(
            (
                dossier,
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
