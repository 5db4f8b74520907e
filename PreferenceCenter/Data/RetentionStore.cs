using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Somebody of whom nothing was heard for long.</summary>
/// <param name="LastActAt">The person's own last act, or when they came: opens are none (CON-18).</param>
/// <param name="Subscribed">Whether anything is on.</param>
internal sealed record Inactive(long Id, Guid PublicId, string Address, DateTimeOffset LastActAt, bool Subscribed);

/// <summary>What is kept too long otherwise. Read page by page, deleted a few rows at a time.</summary>
internal sealed class RetentionStore(Database database)
{
    private const int PageSize = 1000;
    private static readonly TimeSpan SettledStay = TimeSpan.FromDays(30),
        ReadingsStay = TimeSpan.FromDays(30);

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
        SELECT s."Id", s."PublicId", s."Address", s."CreatedAt", c."Aspect", c."Value", c."Wish", c."TouchedAt", c."TouchedBy", c."LeftAt"
        FROM (SELECT "Id", "PublicId", "Address", "CreatedAt" FROM "Subscribers" WHERE "Id" > @last AND "CreatedAt" < @before ORDER BY "Id" LIMIT @count) s
        LEFT JOIN "Choices" c ON c."SubscriberId" = s."Id" ORDER BY s."Id"
        """;
    internal const string TopicPeopleSql = """
        SELECT "SubscriberId", "GrantNotice" FROM "Choices" WHERE "Aspect" = @topic AND "SubscriberId" > @last ORDER BY "SubscriberId" LIMIT @count
        """;
    internal const string QueuedSql = """SELECT 1 FROM "Outbox" WHERE "OnceKey" = @key""";

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
        // Answered ones hold nothing that was typed, and answer whoever presses again as long as their link says that
        // it is old.
        while (
            work[DeleteOptInsSql, Instant.ToMicroseconds(before), Instant.ToMicroseconds(before - SettledStay)]
                .ExecuteNonQuery() > 0
        ) { }
        return unconfirmed;
    }

    /// <summary>Counts of windows that are over: also what strangers asked for leaves no trace.</summary>
    public void DeleteLimits(DateTimeOffset before)
    {
        using var work = new WorkSession(database);
        while (work[DeleteLimitsSql, Instant.ToMicroseconds(before)].ExecuteNonQuery() > 0) { }
    }

    /// <summary>
    /// As long as somebody might complain of how they were answered (limitation periods of civil law are three years in
    /// most of the Union).
    /// </summary>
    public void ForgetRequests(DateTimeOffset now)
    {
        using var work = new WorkSession(database);
        foreach (
            var sql in (string[])
                [
                    PrivacyRequestSql.ForgetOldEntries,
                    PrivacyRequestSql.ForgetOldFiles,
                    PrivacyRequestSql.ForgetOldContacts,
                ]
        )
            work.Run(sql, Instant.ToMicroseconds(now.AddYears(-3)));
    }

    /// <summary>Stubs whose time is over, and who read one long ago.</summary>
    public void ForgetProofs(DateTimeOffset now)
    {
        using var work = new WorkSession(database);
        work.Run(ProofSql.Expire, Instant.ToMicroseconds(now));
        work.Run(ProofSql.ForgetReadings, Instant.ToMicroseconds(now - ReadingsStay));
    }

    public long CountForgotten(DateTimeOffset since) =>
        database.Ask(
            since,
            static (session, at) =>
                Convert.ToInt64(session[ForgottenSinceSql, Instant.ToMicroseconds(at)].ExecuteScalar(), null)
        );

    public bool IsQueued(string onceKey) =>
        database.Ask(onceKey, static (session, key) => session[QueuedSql, key].ExecuteScalar() is not null);

    /// <summary>
    /// Whose own last act was before then, as far as what stands tells: others may have touched it since. Their events
    /// say the rest.
    /// </summary>
    public IEnumerable<Inactive> Inactive(DateTimeOffset before) =>
        People(
                before,
                static rows =>
                {
                    var acts = rows.Where(r => IsPersons(r.TouchedBy))
                        .Select(r => r.TouchedAt)
                        .Append(rows[0].CreatedAt)
                        .Max();
                    return (acts, rows.Any(r => Aspect.IsTopic(r.Aspect) && r.Value > 0));
                }
            )
            .Where(p => p.At < before)
            .Select(p => new Inactive(p.Row.Id, p.Row.PublicId, p.Row.Address, p.At, p.Flag));

    /// <summary>
    /// Who has nothing on and nothing waiting, and left before then: what proves their consent has done its work.
    /// </summary>
    public IEnumerable<long> LeftBefore(DateTimeOffset before) =>
        People(
                before,
                static rows =>
                {
                    var on = rows.Any(r => Aspect.IsTopic(r.Aspect) && (r.Value > 0 || r.Waits));
                    var left = rows.Where(r => r.LeftAt is not null)
                        .Select(r => r.TouchedAt)
                        .DefaultIfEmpty(DateTimeOffset.MaxValue)
                        .Max();
                    // Done with, unless something came since.
                    var forgotten = rows.Any(r => r.Aspect == Aspect.Evidence && r.TouchedAt >= left);
                    return (left, on || forgotten);
                }
            )
            .Where(p => !p.Flag && p.At < before)
            .Select(p => p.Row.Id);

    /// <summary>A topic's people with the wording their yes was to.</summary>
    public IEnumerable<(long Id, int Notice)> PeopleOf(long topic)
    {
        for (long last = 0; ; )
        {
            var page = database.Ask(
                (topic, last),
                static (session, asked) =>
                {
                    var found = new List<(long, int)>();
                    using var row = session[TopicPeopleSql, asked.topic, asked.last, PageSize].ExecuteReader();
                    while (row.Read())
                        found.Add((row.GetInt64(0), row.IsDBNull(1) ? 0 : Sql.ReadInt32(row, 1)));
                    return found;
                }
            );
            foreach (var person in page)
                yield return person;
            if (page.Count < PageSize)
                yield break;
            last = page[^1].Item1;
        }
    }

    private IEnumerable<(PersonRow Row, DateTimeOffset At, bool Flag)> People(
        DateTimeOffset before,
        Func<IReadOnlyList<PersonRow>, (DateTimeOffset, bool)> judge
    )
    {
        for (long last = 0; ; )
        {
            var people = Page(before, last);
            foreach (var rows in people)
            {
                var (at, flag) = judge(rows);
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
                using var row = session[PeoplePageSql, asked.last, Instant.ToMicroseconds(asked.before), PageSize]
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
                            LeftAt = row.IsDBNull(9) ? null : Sql.ReadInstant(row, 9),
                        };
                    if (people.Count == 0 || people[^1][0].Id != one.Id)
                        people.Add([]);
                    people[^1].Add(one);
                }
                return people;
            }
        );

    private static bool IsPersons(Channel channel) =>
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
        public DateTimeOffset? LeftAt { get; init; }
    }
}
