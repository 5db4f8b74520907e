using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>
/// Reads subscribers and their choices, events and links directly from the database: short queries, untracked, on
/// prepared statements. None blocks the thread of a request on PostgreSQL.
/// </summary>
internal sealed class SubscriberReader(Database database)
{
    public ValueTask<SubscriberSnapshot?> FindAsync(PersonKey key) =>
        database.AskAsync(key, static (session, key) => session.FindAsync(key));

    /// <summary>The subscriber's events in that range of sequence numbers, oldest first.</summary>
    /// <exception cref="InvalidDataException">The log is incomplete, or the events are another person's.</exception>
    public ValueTask<IReadOnlyList<LedgerEventRow>> EventsAsync(
        Subscriber person,
        long fromSeq = 1,
        long toSeq = long.MaxValue
    ) => EventsAsync(person.LedgerId, (person.HeadSlot, person.HeadPosition), fromSeq, toSeq, person.LastSeq);

    /// <summary>All events of a ledger id up to that one, oldest first, also after the subscriber's erasure.</summary>
    /// <exception cref="InvalidDataException">The log is incomplete, or the events belong to another ledger
    /// id.</exception>
    public ValueTask<IReadOnlyList<LedgerEventRow>> EventsUpToAsync(Guid ledgerId, int slot, long position) =>
        EventsAsync(ledgerId, (slot, position), 1, long.MaxValue, null);

    private async ValueTask<IReadOnlyList<LedgerEventRow>> EventsAsync(
        Guid ledgerId,
        (int Slot, long Position) head,
        long fromSeq,
        long toSeq,
        long? lastSeq
    )
    {
        var from = Math.Max(fromSeq, 1);
        if (lastSeq < from || toSeq < from)
            return [];
        var events = await database.AskAsync(
            (head, from, toSeq),
            static (session, asked) =>
                session[
                    Sql.Events,
                    ("@slot", asked.head.Slot),
                    ("@position", asked.head.Position),
                    ("@from", asked.from),
                    ("@to", asked.toSeq)
                ]
                    .AllAsync(Sql.ReadEvent)
        );
        var last = Math.Min(lastSeq ?? (events.Count == 0 ? from : events[^1].Seq), toSeq);
        DemandComplete(events, ledgerId, from, last);
        return events;
    }

    /// <summary>The subscriber's events in that range with their evidence, oldest first.</summary>
    /// <exception cref="InvalidDataException">The log is incomplete, or the events are another person's.</exception>
    public ValueTask<List<(LedgerEventRow Event, EvidenceRow? Evidence)>> HistoryAsync(
        Subscriber person,
        long fromSeq = 1,
        long toSeq = long.MaxValue
    ) =>
        database.AskAsync(
            (person, fromSeq, toSeq),
            static (session, asked) => HistoryAsync(session, asked.person, asked.fromSeq, asked.toSeq)
        );

    internal static async ValueTask<List<(LedgerEventRow Event, EvidenceRow? Evidence)>> HistoryAsync(
        ReadSession session,
        Subscriber person,
        long fromSeq = 1,
        long toSeq = long.MaxValue
    )
    {
        var from = Math.Max(fromSeq, 1);
        if (person.LastSeq < from || toSeq < from)
            return [];
        var events = await session[
            Sql.History,
            ("@slot", person.HeadSlot),
            ("@position", person.HeadPosition),
            ("@from", from),
            ("@to", toSeq)
        ]
            .AllAsync(row => (Sql.ReadEvent(row), ReadEvidence(row)));
        DemandComplete([.. events.Select(e => e.Item1)], person.LedgerId, from, Math.Min(toSeq, person.LastSeq));
        return events;
    }

    private static EvidenceRow? ReadEvidence(DbDataReader row) =>
        row.IsDBNull(19)
            ? null
            : new EvidenceRow
            {
                Slot = Sql.ReadInt32(row, 0),
                Position = row.GetInt64(19),
                Count = Sql.ReadInt32(row, 20),
                Salt = row.GetFieldValue<byte[]>(21),
                Content = row.GetFieldValue<byte[]>(22),
            };

    internal static void DemandComplete(IReadOnlyList<LedgerEventRow> events, Guid ledgerId, long from, long last)
    {
        for (var i = 0; i < events.Count; i++)
            if (events[i] is var e && (e.LedgerId != ledgerId || e.Seq != from + i))
                throw new InvalidDataException(
                    Invariant($"Event {e.Position} of slot {e.Slot} is not event {from + i} of its person.")
                );
        if (events.Count != last - from + 1)
            throw new InvalidDataException(
                Invariant($"The log lacks events of a person: {events.Count} of {last - from + 1} are there.")
            );
    }

    /// <summary>A staff account that was not dismissed.</summary>
    public ValueTask<(Guid Id, string Language, bool HasPassword)?> FindStaffAsync(Domain.EmailAddress address) =>
        database.AskAsync(
            address,
            static (session, address) =>
                session[Sql.StaffByAddress, address.Key]
                    .FirstAsync(row =>
                        ((Guid, string, bool)?)
                            (Sql.ReadGuid(row, 0), row.GetString(1), Convert.ToBoolean(row.GetValue(2), null))
                    )
        );

    public ValueTask<MailedLinkRow?> FindLinkAsync(byte[] hash) =>
        database.AskAsync(
            hash,
            static (session, hash) => session[Sql.MailedLink, hash].FirstAsync(row => Sql.ReadMailedLink(row, hash))
        );

    public ValueTask<SuppressionRow?> FindSuppressionAsync(IReadOnlyList<KeyedHash> hashes) =>
        database.AskAsync(hashes, static (session, hashes) => session.FindSuppressionAsync(hashes));

    /// <summary>When the first pending sign-up of that address was made, if there is one.</summary>
    public ValueTask<DateTimeOffset?> FirstWaitingAsync(Domain.EmailAddress address) =>
        database.AskAsync(
            address.Key,
            static async (session, key) =>
                (await session[Sql.OptInsOf, key].AllAsync(row => (DateTimeOffset?)Sql.ReadInstant(row, 1))).Min()
        );

    public ValueTask<OptInRow?> FindOptInAsync(Guid id) =>
        database.AskAsync(
            id,
            static (session, id) =>
                session[Sql.OptIn, id.ToByteArray(bigEndian: true)].FirstAsync(row => Sql.ReadOptIn(row, id))
        );
}
