using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>A subscriber who has been inactive for long.</summary>
/// <param name="LastActAt">The subscriber's own last act, or the time of sign-up; opens are not counted
/// (CON-18).</param>
/// <param name="Subscribed">Whether any topic is on.</param>
internal sealed record Inactive(long Id, Guid PublicId, string Address, DateTimeOffset LastActAt, bool Subscribed);

/// <summary>Somebody who has a choice about a topic.</summary>
/// <param name="Notice">The notice that they consented to; 0 for none.</param>
/// <param name="On">Whether they are subscribed.</param>
/// <param name="Waits">Whether they were asked something about it, and have not answered.</param>
internal readonly record struct TopicPerson(long Id, int Notice, bool On, bool Waits);

/// <summary>
/// Finds and removes data whose retention period is over. It reads page by page and deletes a few rows at a time.
/// </summary>
internal sealed class RetentionStore(Database database)
{
    /// <summary>
    /// Years after which the contents of a closed privacy request go, and the address of a dismissed account of the
    /// staff: limitation periods of civil law are three years in most of the Union.
    /// </summary>
    public const int YearsOfClaims = 3;

    private const int PageSize = 1000;
    private static readonly TimeSpan SettledRetention = TimeSpan.FromDays(30),
        ReadingsRetention = TimeSpan.FromDays(30),
        DraftsRetention = TimeSpan.FromDays(14);

    internal const string OptInsBeforeSql =
        """SELECT COUNT(*) FROM "OptIns" WHERE "CreatedAt" < @before AND "SettledAt" IS NULL""";
    internal const string DeleteOptInsSql = """
        DELETE FROM "OptIns" WHERE "Id" IN (
            SELECT "Id" FROM "OptIns" WHERE "CreatedAt" < @before AND ("SettledAt" IS NULL OR "CreatedAt" < @settled) ORDER BY "CreatedAt" LIMIT 1000)
        """;
    internal const string DeleteLimitsSql = """
        DELETE FROM "RateLimits" WHERE "Key" IN (SELECT "Key" FROM "RateLimits" WHERE "Until" < @before LIMIT 1000)
        """;
    internal const string ForgottenSinceSql = """SELECT COUNT(*) FROM "Outbox" WHERE "ForgottenAt" >= @since""";
    internal const string PeoplePageSql = """
        SELECT s."Id", s."PublicId", s."Address", s."CreatedAt", c."Aspect", c."Value", c."Wish", c."TouchedAt", c."TouchedBy"
        FROM (SELECT "Id", "PublicId", "Address", "CreatedAt" FROM "Subscribers" WHERE "Id" > @last AND "CreatedAt" < @before ORDER BY "Id" LIMIT @count) s
        LEFT JOIN "Choices" c ON c."SubscriberId" = s."Id" ORDER BY s."Id"
        """;
    internal const string TopicPeopleSql = """
        SELECT "SubscriberId", "GrantNotice", "Value", "Wish" FROM "Choices" WHERE "Aspect" = @topic AND "SubscriberId" > @last ORDER BY "SubscriberId" LIMIT @count
        """;

    public long CountOptIns(DateTimeOffset before) =>
        database.Ask(
            before,
            static (session, at) =>
                Convert.ToInt64(session[OptInsBeforeSql, Instant.ToMicroseconds(at)].ExecuteScalar(), null)
        );

    public long DeleteOptIns(DateTimeOffset before)
    {
        using var work = new WorkSession(database);
        var unconfirmed = CountOptIns(before);
        // Settled sign-ups hold no typed data. They stay as long as their link, so that a second click can be told
        // that it is old.
        while (
            work[
                DeleteOptInsSql,
                ("@before", Instant.ToMicroseconds(before)),
                ("@settled", Instant.ToMicroseconds(before - SettledRetention))
            ]
                .ExecuteNonQuery() > 0
        ) { }
        return unconfirmed;
    }

    /// <summary>
    /// Deletes counters of past windows, so that requests for unknown addresses leave no trace either.
    /// </summary>
    public void DeleteLimits(DateTimeOffset before)
    {
        using var work = new WorkSession(database);
        while (work[DeleteLimitsSql, Instant.ToMicroseconds(before)].ExecuteNonQuery() > 0) { }
    }

    /// <summary>
    /// Removes the contents of privacy requests closed three years ago. Until then a subscriber may complain about the
    /// answer.
    /// </summary>
    public void ForgetRequests(DateTimeOffset now)
    {
        var before = now.AddYears(-YearsOfClaims);
        using var context = database.CreateContext();
        var old = context.Requests.Where(r => r.ClosedAt < before);
        var ids = old.Select(r => r.Id);
        context
            .RequestEntries.Where(e => e.Text != null && ids.Contains(e.RequestId))
            .ExecuteUpdate(s => s.SetProperty(x => x.Text, (string?)null));
        context.RequestFiles.Where(f => ids.Contains(f.RequestId)).ExecuteDelete();
        old.Where(r => r.Address != null || r.Contact != null || r.Words != null)
            .ExecuteUpdate(s =>
                s.SetProperty(x => x.Address, (string?)null)
                    .SetProperty(x => x.AddressKey, (string?)null)
                    .SetProperty(x => x.Contact, (string?)null)
                    .SetProperty(x => x.Words, (string?)null)
            );
    }

    /// <summary>
    /// Removes the addresses of accounts that were dismissed three years ago. Their random ids stay: the log says who
    /// did what by them, and second persons are told apart by them.
    /// </summary>
    public int ForgetStaff(DateTimeOffset now)
    {
        var before = now.AddYears(-YearsOfClaims);
        using var context = database.CreateContext();
        return context
            .StaffAccounts.Where(a => a.DismissedAt < before && a.NormalizedEmail != null)
            .ExecuteUpdate(s =>
                s.SetProperty(a => a.Email, (string?)null).SetProperty(a => a.NormalizedEmail, (string?)null)
            );
    }

    /// <summary>Deletes expired stubs and old records of who read one.</summary>
    public void ForgetProofs(DateTimeOffset now)
    {
        var before = now - ReadingsRetention;
        using var context = database.CreateContext();
        context.ProofStubs.Where(s => s.ExpiresAt <= now).ExecuteDelete();
        context.ProofReadings.Where(r => r.AskedAt < before).ExecuteDelete();
    }

    /// <summary>Deletes keys of console forms that nobody sends again, and drafts that nobody went on with.</summary>
    public void ForgetForms(DateTimeOffset now)
    {
        var before = now - DraftsRetention;
        using var context = database.CreateContext();
        context.OnceKeys.Where(k => k.Until <= now).ExecuteDelete();
        context.Drafts.Where(d => d.SavedAt < before).ExecuteDelete();
    }

    public long CountForgotten(DateTimeOffset since) =>
        database.Ask(
            since,
            static (session, at) =>
                Convert.ToInt64(session[ForgottenSinceSql, Instant.ToMicroseconds(at)].ExecuteScalar(), null)
        );

    /// <summary>Those of some once-keys that the outbox has.</summary>
    public HashSet<string> QueuedOf(IEnumerable<string> onceKeys) =>
        database.Ask(
            onceKeys,
            static (session, keys) =>
                session[session.Sets.Queued, session.Sets.Of(keys)]
                    .All(static row => row.GetString(0))
                    .ToHashSet(StringComparer.Ordinal)
        );

    /// <summary>Subscribers with all their events.</summary>
    /// <param name="unreadable">Told of each who cannot be read; the others are returned.</param>
    public List<PersonHistory> Histories(IReadOnlyCollection<long> ids, Action<long, Exception> unreadable) =>
        database.Ask(
            (ids, unreadable),
            static (session, asked) =>
            {
                // People and events of one moment: whoever is erased in between is no damage.
                using var moment = session.Snapshot();
                return session.Histories(asked.ids, asked.unreadable);
            }
        );

    /// <summary>
    /// Subscribers whose own last act was before that time, judged by their choices. Acts of others may have replaced
    /// the subscriber's as the last on a choice, so the caller also checks the events.
    /// </summary>
    public IEnumerable<Inactive> Inactive(DateTimeOffset before) =>
        People(
                before,
                static rows =>
                {
                    var lastAct = rows.Where(r => IsOwnAct(r.TouchedBy))
                        .Select(r => r.TouchedAt)
                        .Append(rows[0].CreatedAt)
                        .Max();
                    return (lastAct, rows.Any(r => Aspect.IsTopic(r.Aspect) && r.Value > 0));
                }
            )
            .Where(p => p.At < before)
            .Select(p => new Inactive(p.Row.Id, p.Row.PublicId, p.Row.Address, p.At, p.Flag));

    /// <summary>
    /// Subscribers without any active topic, to whom nothing has happened since that time, and who were not asked anything
    /// since the other.
    /// </summary>
    public IEnumerable<long> LeftBefore(DateTimeOffset before, DateTimeOffset waited) =>
        People(
                before,
                rows =>
                {
                    var on = rows.Any(r => Aspect.IsTopic(r.Aspect) && r.Value > 0);
                    var waits = rows.Any(r => r.Waits && r.TouchedAt >= waited);
                    return (rows.Max(r => r.TouchedAt), on || waits);
                }
            )
            .Where(p => !p.Flag && p.At < before)
            .Select(p => p.Row.Id);

    /// <summary>
    /// Those of some subscribers with whom something is going on: an open request, a change of address, a session in
    /// which they see their data, a sign-up that waits for their answer.
    /// </summary>
    public HashSet<long> BusyOf(IReadOnlyCollection<Subscriber> people, DateTimeOffset now)
    {
        using var context = database.CreateContext();
        long?[] known = [.. people.Select(s => (long?)s.Id)];
        long[] ids = [.. people.Select(s => s.Id)];
        string[] keys = [.. people.Select(s => s.AddressKey)];
        var requests = context
            .Requests.Where(r => r.ClosedAt == null)
            .Where(r => EF.Parameter(known).Contains(r.SubscriberId) || EF.Parameter(keys).Contains(r.AddressKey))
            .Select(r => new { r.SubscriberId, r.AddressKey })
            .ToList();
        var waiting = context
            .OptIns.Where(o => o.SettledAt == null && EF.Parameter(keys).Contains(o.AddressKey))
            .Select(o => o.AddressKey);
        var byKey = requests.Select(r => r.AddressKey).Concat(waiting).OfType<string>().ToHashSet();
        return
        [
            .. requests.Select(r => r.SubscriberId).OfType<long>(),
            .. people.Where(s => byKey.Contains(s.AddressKey)).Select(s => s.Id),
            .. context
                .AddressChanges.Where(c => c.Until > now && EF.Parameter(ids).Contains(c.SubscriberId))
                .Select(c => c.SubscriberId),
            .. context.DataSessions.Where(d => EF.Parameter(ids).Contains(d.SubscriberId)).Select(d => d.SubscriberId),
        ];
    }

    /// <summary>Everybody who has a choice about a topic.</summary>
    public IEnumerable<TopicPerson> PeopleOf(long topic)
    {
        for (long last = 0; ; )
        {
            var page = database.Ask(
                (topic, last),
                static (session, asked) =>
                {
                    var found = new List<TopicPerson>();
                    using var row = session[
                        TopicPeopleSql,
                        ("@topic", asked.topic),
                        ("@last", asked.last),
                        ("@count", PageSize)
                    ]
                        .ExecuteReader();
                    while (row.Read())
                        found.Add(
                            new TopicPerson(
                                row.GetInt64(0),
                                row.IsDBNull(1) ? 0 : Sql.ReadInt32(row, 1),
                                row.GetInt64(2) > 0,
                                !row.IsDBNull(3)
                            )
                        );
                    return found;
                }
            );
            foreach (var person in page)
                yield return person;
            if (page.Count < PageSize)
                yield break;
            last = page[^1].Id;
        }
    }

    private IEnumerable<(PersonRow Row, DateTimeOffset At, bool Flag)> People(
        DateTimeOffset before,
        Func<IReadOnlyList<PersonRow>, (DateTimeOffset, bool)> evaluate
    )
    {
        for (long last = 0; ; )
        {
            var people = Page(before, last);
            foreach (var rows in people)
            {
                var (at, flag) = evaluate(rows);
                yield return (rows[0], at, flag);
            }
            if (people.Count < PageSize)
                yield break;
            last = people[^1][0].Id;
        }
    }

    private List<List<PersonRow>> Page(DateTimeOffset before, long last) =>
        database.Ask(
            (before, last),
            static (session, asked) =>
            {
                var people = new List<List<PersonRow>>();
                using var row = session[
                    PeoplePageSql,
                    ("@last", asked.last),
                    ("@before", Instant.ToMicroseconds(asked.before)),
                    ("@count", PageSize)
                ]
                    .ExecuteReader();
                while (row.Read())
                {
                    var one = new PersonRow(
                        row.GetInt64(0),
                        Sql.ReadGuid(row, 1),
                        row.GetString(2),
                        Sql.ReadInstant(row, 3)
                    );
                    if (!row.IsDBNull(4))
                        one = one with
                        {
                            Aspect = row.GetInt64(4),
                            Value = row.GetInt64(5),
                            Waits = !row.IsDBNull(6),
                            TouchedAt = Sql.ReadInstant(row, 7),
                            TouchedBy = (Channel)Sql.ReadByte(row, 8),
                        };
                    if (people.Count == 0 || people[^1][0].Id != one.Id)
                        people.Add([]);
                    people[^1].Add(one);
                }
                return people;
            }
        );

    private static bool IsOwnAct(Channel channel) =>
        channel
            is Channel.OneClick
                or Channel.UnsubscribePage
                or Channel.FooterPage
                or Channel.MailedPage
                or Channel.ConfirmLink
                or Channel.UndoLink;

    private sealed record PersonRow(long Id, Guid PublicId, string Address, DateTimeOffset CreatedAt)
    {
        public long Aspect { get; init; }
        public long Value { get; init; }
        public bool Waits { get; init; }
        public DateTimeOffset TouchedAt { get; init; }
        public Channel TouchedBy { get; init; }
    }
}
