using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Ledger.Verification;

/// <summary>
/// Counts the whole log anew, by day and topic, and compares it with the counts that the writer keeps. Nobody waits: what
/// is missing is added to what is counted meanwhile. What forms were sent is not in the log and stays as it is.
/// </summary>
internal sealed class Recount(Database database, SiteCalendar calendar)
{
    /// <param name="After">Number of the last recount that the kept counts hold; 0 if there was none.</param>
    internal sealed record Outcome(DayCounts Kept, DayCounts Counted, long After)
    {
        /// <summary>What the kept counts lack.</summary>
        public DayCounts Missing { get; } = Counted.Without(Kept);
        public bool Differs => Missing.Days.Count + Missing.Languages.Count > 0;
    }

    public Outcome Run(Action<long>? progress, CancellationToken cancel)
    {
        using var session = database.ReadThrough();
        using var snapshot = session.Snapshot();
        var (kept, counted) = (Kept(session), new DayCounts(calendar));
        var living = CountLiving(session, counted, progress, cancel);
        CountErased(session, living, counted, cancel);
        return new Outcome(kept, counted, LastOf(session)?.Number ?? 0);
    }

    /// <summary>Adds what is missing; false if another recount did so meanwhile.</summary>
    public async Task<bool> CorrectAsync(ChangeWriter writer, Outcome outcome, DateTimeOffset now) =>
        (
            await writer.SubmitAsync(
                new CountCorrection(
                    outcome.Missing,
                    new RecountRow { Number = outcome.After + 1, Zone = calendar.Zone.Id },
                    Act.By(Actor.System, Channel.System, now)
                )
            )
        ).Outcome == ChangeOutcome.Done;

    /// <summary>Whether the log was counted by the days of this time zone.</summary>
    public bool IsDone()
    {
        using var session = database.Read();
        return LastOf(session)?.Zone == calendar.Zone.Id;
    }

    private static (long Number, string Zone)? LastOf(ReadSession session)
    {
        using var row = session[CountSql.LastRecount].ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetString(1)) : null;
    }

    private DayCounts Kept(ReadSession session)
    {
        var kept = new DayCounts(calendar);
        using (var row = session[CountSql.All].ExecuteReader())
            while (row.Read())
                kept.Add(row.GetInt32(0), row.GetInt64(1), kind => row.GetInt64(2 + (int)kind));
        using (var row = session[CountSql.Languages].ExecuteReader())
            while (row.Read())
                kept.AddLanguage(row.GetString(0), row.GetInt64(1));
        return kept;
    }

    // A page of people at once: each history is whole, whichever logs it is in.
    private static HashSet<Guid> CountLiving(
        ReadSession session,
        DayCounts counts,
        Action<long>? progress,
        CancellationToken cancel
    )
    {
        var living = new HashSet<Guid>();
        for (var last = 0L; ; )
        {
            var ids = session[Sql.SubscribersAfter, last].All(static row => row.GetInt64(0));
            if (ids.Count == 0)
                return living;
            foreach (var page in ids.Chunk(SubscriberSets.HistoriesAtOnce))
            {
                cancel.ThrowIfCancellationRequested();
                foreach (var one in session.Histories(page, static (_, _) => { }))
                {
                    living.Add(one.Person.Subscriber.LedgerId);
                    if (DayCounts.IsSubscribed(Count(one.Events.Select(EventBytes.ToConsentEvent), counts)))
                        counts.AddLanguage(one.Person.Subscriber.Language, 1);
                }
            }
            last = ids[^1];
            progress?.Invoke(living.Count);
        }
    }

    // Nothing leads to the events of who was erased but the log itself.
    private static void CountErased(
        ReadSession session,
        HashSet<Guid> living,
        DayCounts counts,
        CancellationToken cancel
    )
    {
        var erased = new Dictionary<Guid, List<ConsentEvent>>();
        using (var row = session[Sql.PersonEvents, (long)EventKind.ActorNamed].ExecuteReader())
            while (row.Read())
            {
                cancel.ThrowIfCancellationRequested();
                var e = Sql.ReadEvent(row);
                if (living.Contains(e.LedgerId))
                    continue;
                if (!erased.TryGetValue(e.LedgerId, out var events))
                    erased.Add(e.LedgerId, events = []);
                events.Add(EventBytes.ToConsentEvent(e));
            }
        foreach (var events in erased.Values)
            Count(events.OrderBy(e => e.Seq), counts);
    }

    private static PersonState Count(IEnumerable<ConsentEvent> events, DayCounts counts)
    {
        var state = PersonState.Empty;
        foreach (var e in events)
        {
            // A damaged history is found by the comparison of choices; here it ends where it cannot be followed.
            if (e.Seq != state.LastSeq + 1 || !Enum.IsDefined(e.Kind))
                break;
            var next = History.Apply(state, e);
            counts.Add(state, e, next, null, null);
            state = next;
        }
        return state;
    }
}
