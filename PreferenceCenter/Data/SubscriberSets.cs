namespace PreferenceCenter.Data;

/// <summary>
/// Reads many subscribers at once, for commands and periodic work: two statements for a page of people, however many
/// they are. Callers bound the page.
/// </summary>
internal static class SubscriberSets
{
    /// <summary>How many people are read together with their histories.</summary>
    public const int HistoriesAtOnce = 250;

    public static List<SubscriberSnapshot> FindAll(this ReadSession session, IEnumerable<long> ids) =>
        FindAll(session, session.Sets.ById, session.Sets.Of(ids));

    public static List<SubscriberSnapshot> FindAll(this ReadSession session, IEnumerable<Guid> publicIds) =>
        FindAll(session, session.Sets.ByPublicId, session.Sets.Of(publicIds));

    public static List<SubscriberSnapshot> FindAll(this ReadSession session, IEnumerable<string> addressKeys) =>
        FindAll(session, session.Sets.ByAddress, session.Sets.Of(addressKeys));

    private static List<SubscriberSnapshot> FindAll(ReadSession session, string sql, object set)
    {
        using var row = session[sql, set].ExecuteReader();
        return SnapshotRows.ReadAll(row);
    }

    /// <summary>Subscribers with all their events, in the order of their ids.</summary>
    /// <param name="unreadable">Told of each who cannot be read; the others are returned.</param>
    public static List<PersonHistory> Histories(
        this ReadSession session,
        IReadOnlyCollection<long> ids,
        Action<long, Exception> unreadable
    )
    {
        try
        {
            return Complete(session.FindAll(ids), Events(session, ids), unreadable);
        }
        // One damaged row: each by itself, so that it hides nobody else.
        catch (Exception reason) when (session.Usable && CorruptionErrors.Matches(reason))
        {
            if (ids.Count != 1)
                return [.. ids.SelectMany(id => Histories(session, [id], unreadable))];
            unreadable(ids.First(), reason);
            return [];
        }
    }

    private static ILookup<long, LedgerEventRow> Events(ReadSession session, IReadOnlyCollection<long> ids) =>
        session[session.Sets.Histories, session.Sets.Of(ids)]
            .All(static row => (Event: Sql.ReadEvent(row), Person: row.GetInt64(19)))
            .ToLookup(e => e.Person, e => e.Event);

    private static List<PersonHistory> Complete(
        List<SubscriberSnapshot> people,
        ILookup<long, LedgerEventRow> events,
        Action<long, Exception> unreadable
    )
    {
        var complete = new List<PersonHistory>(people.Count);
        foreach (var person in people)
        {
            var subscriber = person.Subscriber;
            // What was written after the subscriber was read is left out.
            LedgerEventRow[] theirs = [.. events[subscriber.Id].Where(e => e.Seq <= subscriber.LastSeq)];
            try
            {
                SubscriberReader.DemandComplete(theirs, subscriber.LedgerId, 1, subscriber.LastSeq);
                complete.Add(new PersonHistory(person, theirs));
            }
            catch (InvalidDataException reason)
            {
                unreadable(subscriber.Id, reason);
            }
        }
        return complete;
    }
}
