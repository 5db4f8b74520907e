namespace PreferenceCenter.Data;

/// <summary>Reads about one person, straight from the database: short, untracked, on prepared statements.</summary>
internal sealed class People(Database database)
{
    public Dossier? Find(PersonKey key) => database.Ask(key, static (session, key) => session.Find(key));

    /// <summary>The person's events of these numbers, oldest first: walked from the newest back, as no index leads from a person to the log.</summary>
    public IReadOnlyList<LedgerEventRow> Events(Subscriber person, long fromSeq, long toSeq) =>
        database.Ask((person, fromSeq, toSeq), static (session, asked) => Events(session, asked.person, asked.fromSeq, asked.toSeq));

    private static List<LedgerEventRow> Events(ReadSession session, Subscriber person, long fromSeq, long toSeq)
    {
        var events = new List<LedgerEventRow>();
        var (slot, position) = (person.HeadSlot, person.HeadPosition);
        for (var seq = person.LastSeq; seq >= Math.Max(fromSeq, 1); seq--)
        {
            using var row = session[Sql.EventAt, slot, position].ExecuteReader();
            if (!row.Read()) throw new InvalidDataException($"The log lacks event {position} of slot {slot}.");
            var e = Sql.ReadEvent(row);
            if (e.LedgerId != person.LedgerId || e.Seq != seq) throw new InvalidDataException($"Event {position} of slot {slot} is not event {seq} of its person.");
            if (seq <= toSeq) events.Add(e);
            (slot, position) = (e.PrevSlot, e.PrevPosition);
        }
        events.Reverse();
        return events;
    }

    /// <summary>An account of the staff that was not dismissed.</summary>
    public (Guid Id, string Language, bool HasPassword)? FindStaff(Domain.EmailAddress address) => database.Ask(address, static (session, address) =>
    {
        using var row = session[Sql.StaffByAddress, address.Key].ExecuteReader();
        return row.Read() ? (Sql.ReadGuid(row, 0), row.GetString(1), Convert.ToBoolean(row.GetValue(2), null)) : ((Guid, string, bool)?)null;
    });

    public MailedLinkRow? FindLink(byte[] hash) => database.Ask(hash, static (session, hash) =>
    {
        using var row = session[Sql.MailedLink, hash].ExecuteReader();
        return row.Read() ? Sql.ReadMailedLink(row, hash) : null;
    });

    public OptInRow? FindOptIn(Guid id) => database.Ask(id, static (session, id) =>
    {
        using var row = session[Sql.OptIn, id.ToByteArray(bigEndian: true)].ExecuteReader();
        return row.Read() ? Sql.ReadOptIn(row, id) : null;
    });
}
