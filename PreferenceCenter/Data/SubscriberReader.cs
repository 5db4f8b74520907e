namespace PreferenceCenter.Data;

/// <summary>
/// Reads subscribers and their choices, events and links directly from the database: short queries, untracked, on
/// prepared statements.
/// </summary>
internal sealed class SubscriberReader(Database database)
{
    public SubscriberSnapshot? Find(PersonKey key) => database.Ask(key, static (session, key) => session.Find(key));

    /// <summary>
    /// The subscriber's events in that range of sequence numbers, oldest first. They are read backwards from the
    /// newest, since no index leads from a subscriber to the log.
    /// </summary>
    public IReadOnlyList<LedgerEventRow> Events(Subscriber person, long fromSeq, long toSeq) =>
        database.Ask(
            (person, fromSeq, toSeq),
            static (session, asked) => Events(session, asked.person, asked.fromSeq, asked.toSeq)
        );

    private static List<LedgerEventRow> Events(ReadSession session, Subscriber person, long fromSeq, long toSeq)
    {
        var events = new List<LedgerEventRow>();
        var (slot, position) = (person.HeadSlot, person.HeadPosition);
        for (var seq = person.LastSeq; seq >= Math.Max(fromSeq, 1); seq--)
        {
            using var row = session[Sql.EventAt, slot, position].ExecuteReader();
            if (!row.Read())
                throw new InvalidDataException(Invariant($"The log lacks event {position} of slot {slot}."));
            var e = Sql.ReadEvent(row);
            if (e.LedgerId != person.LedgerId || e.Seq != seq)
                throw new InvalidDataException(
                    Invariant($"Event {position} of slot {slot} is not event {seq} of its person.")
                );
            if (seq <= toSeq)
                events.Add(e);
            (slot, position) = (e.PrevSlot, e.PrevPosition);
        }
        events.Reverse();
        return events;
    }

    /// <summary>A staff account that was not dismissed.</summary>
    public (Guid Id, string Language, bool HasPassword)? FindStaff(Domain.EmailAddress address) =>
        database.Ask(
            address,
            static (session, address) =>
            {
                using var row = session[Sql.StaffByAddress, address.Key].ExecuteReader();
                return row.Read()
                    ? (Sql.ReadGuid(row, 0), row.GetString(1), Convert.ToBoolean(row.GetValue(2), null))
                    : ((Guid, string, bool)?)null;
            }
        );

    /// <summary>All events of a subscriber with their evidence, oldest first.</summary>
    public IReadOnlyList<(LedgerEventRow Event, EvidenceRow? Evidence)> WholeHistory(Subscriber person) =>
        database.Ask(person, WholeHistory);

    internal static List<(LedgerEventRow Event, EvidenceRow? Evidence)> WholeHistory(
        ReadSession session,
        Subscriber person
    )
    {
        var events = new List<(LedgerEventRow, EvidenceRow?)>();
        if (person.LastSeq == 0)
            return events;
        using var row = session[Sql.WholeHistory, person.HeadSlot, person.HeadPosition].ExecuteReader();
        while (row.Read())
        {
            var e = Sql.ReadEvent(row);
            if (e.LedgerId != person.LedgerId || e.Seq != events.Count + 1)
                throw new InvalidDataException(
                    Invariant($"Event {e.Position} of slot {e.Slot} is not event {events.Count + 1} of its person.")
                );
            events.Add(
                (
                    e,
                    row.IsDBNull(19)
                        ? null
                        : new EvidenceRow
                        {
                            Slot = e.Slot,
                            Position = row.GetInt64(19),
                            Count = Sql.ReadInt32(row, 20),
                            Salt = row.GetFieldValue<byte[]>(21),
                            Content = row.GetFieldValue<byte[]>(22),
                        }
                )
            );
        }
        return events.Count == person.LastSeq
            ? events
            : throw new InvalidDataException(
                Invariant($"The log lacks events of a person: {events.Count} of {person.LastSeq} are there.")
            );
    }

    /// <summary>All events of a ledger id up to that one, oldest first, also after the subscriber's erasure.</summary>
    /// <exception cref="InvalidDataException">The log is incomplete, or the events belong to another ledger
    /// id.</exception>
    public IReadOnlyList<LedgerEventRow> EventsUpTo(Guid ledgerId, int slot, long position) =>
        database.Ask(
            (ledgerId, slot, position),
            static (session, asked) =>
            {
                var (events, slot, position) = (new List<LedgerEventRow>(), asked.slot, asked.position);
                while (position >= 0)
                {
                    using var row = session[Sql.EventAt, slot, position].ExecuteReader();
                    var e = row.Read() ? Sql.ReadEvent(row) : null;
                    if (e is null || e.LedgerId != asked.ledgerId)
                        throw new InvalidDataException(
                            Invariant($"Event {position} of slot {slot} is not there, or another person's.")
                        );
                    events.Add(e);
                    (slot, position) = (e.PrevSlot, e.PrevPosition);
                }
                events.Reverse();
                return events;
            }
        );

    public MailedLinkRow? FindLink(byte[] hash) =>
        database.Ask(
            hash,
            static (session, hash) =>
            {
                using var row = session[Sql.MailedLink, hash].ExecuteReader();
                return row.Read() ? Sql.ReadMailedLink(row, hash) : null;
            }
        );

    public SuppressionRow? FindSuppression(IReadOnlyList<KeyedHash> hashes) =>
        database.Ask(hashes, static (session, hashes) => session.FindSuppression(hashes));

    /// <summary>When the first pending sign-up of that address was made, if there is one.</summary>
    public DateTimeOffset? FirstWaiting(Domain.EmailAddress address) =>
        database.Ask(
            address.Key,
            static (session, key) =>
            {
                using var row = session[Sql.OptInsOf, key].ExecuteReader();
                DateTimeOffset? first = null;
                while (row.Read())
                    if (Sql.ReadInstant(row, 1) is var at && (first is null || at < first))
                        first = at;
                return first;
            }
        );

    public OptInRow? FindOptIn(Guid id) =>
        database.Ask(
            id,
            static (session, id) =>
            {
                using var row = session[Sql.OptIn, id.ToByteArray(bigEndian: true)].ExecuteReader();
                return row.Read() ? Sql.ReadOptIn(row, id) : null;
            }
        );
}
