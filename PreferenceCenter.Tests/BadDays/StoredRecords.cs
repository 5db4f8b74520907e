using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Ledger event as stored in the database.</summary>
internal sealed record StoredEvent(long Seq, EventKind Kind, long Aspect, Channel Channel);

/// <summary>Outbox row as stored in the database.</summary>
internal sealed record StoredMail(
    Guid Person,
    Guid Id,
    MailKind Kind,
    MailState State,
    long FromSeq,
    long ToSeq,
    int Uncertain,
    string? Error
);

/// <summary>Reads the stored events and mails with plain SQL, without the program.</summary>
internal sealed class StoredRecords
{
    private readonly ILookup<Guid, StoredEvent> events;
    private readonly ILookup<Guid, StoredMail> mails;

    private StoredRecords(ILookup<Guid, StoredEvent> events, ILookup<Guid, StoredMail> mails) =>
        (this.events, this.mails) = (events, mails);

    public required long People { get; init; }
    public required long Logs { get; init; }
    public required long EventCount { get; init; }

    /// <summary>All mails: those to subscribers and those to the organisation.</summary>
    public required IReadOnlyList<StoredMail> Mails { get; init; }

    /// <summary>Subscriber ids of leaves that matched no known subscriber.</summary>
    public required IReadOnlySet<Guid> UnknownSubscribers { get; init; }

    public IEnumerable<StoredEvent> EventsOf(Guid person) => events[person];

    public IEnumerable<StoredMail> MailsOf(Guid person) => mails[person];

    /// <summary>
    /// The events that a mail must report to the subscriber. What a restore repeats was reported before it.
    /// </summary>
    public IEnumerable<(Guid Person, long Seq)> Told =>
        events.SelectMany(person =>
            person
                .Where(e =>
                    e.Channel != Channel.Command
                    && e.Kind is EventKind.Withdrawn or EventKind.Changed or EventKind.Confirmed
                )
                .Select(e => (person.Key, e.Seq))
        );

    public static StoredRecords Read(TestDatabase stored)
    {
        using var raw = stored.Raw();
        var events = raw.Rows(
                """SELECT s."PublicId", e."Seq", e."Kind", e."Aspect", e."Channel" FROM "LedgerEvents" AS e JOIN "Subscribers" AS s ON s."LedgerId" = e."LedgerId" """
            )
            .ToLookup(
                row => Id(row[0]),
                row => new StoredEvent((long)row[1]!, (EventKind)(long)row[2]!, (long)row[3]!, (Channel)(long)row[4]!)
            );
        var mails = raw.Rows(
                """
                SELECT s."PublicId", o."MessageId", o."Kind", o."State", o."FromSeq", o."ToSeq", o."Uncertain", o."LastError" FROM "Outbox" AS o LEFT JOIN "Subscribers" AS s ON s."Id" = o."SubscriberId"
                """
            )
            .Select(row =>
                (
                    Person: row[0] is null ? Guid.Empty : Id(row[0]),
                    Mail: new StoredMail(
                        row[0] is null ? Guid.Empty : Id(row[0]),
                        Id(row[1]),
                        (MailKind)(long)row[2]!,
                        (MailState)(long)row[3]!,
                        (long)row[4]!,
                        (long)row[5]!,
                        (int)(long)row[6]!,
                        row[7] as string
                    )
                )
            )
            .ToList();
        return new StoredRecords(events, mails.ToLookup(m => m.Person, m => m.Mail))
        {
            People = raw.Count("Subscribers"),
            Logs = raw.Count("LogHeads"),
            EventCount = raw.Count("LedgerEvents"),
            Mails = [.. mails.Select(m => m.Mail)],
            UnknownSubscribers = raw.Rows("""SELECT "PublicId" FROM "UnclaimedLeaves" """)
                .Select(row => Id(row[0]))
                .ToHashSet(),
        };
    }

    private static Guid Id(object? bytes) => new((byte[])bytes!, bigEndian: true);
}
