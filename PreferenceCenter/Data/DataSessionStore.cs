namespace PreferenceCenter.Data;

/// <summary>
/// Opens, finds, prolongs and ends sessions, in short transactions of their own. They need no change writer, because
/// they change no choice.
/// </summary>
internal sealed class DataSessionStore(Database database)
{
    // WCAG 2.2.1 asks that the idle time can be extended ten times by pressing "stay" (A11-08): two and three quarter
    // hours.
    public static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(15),
        LongestFor = TimeSpan.FromHours(3);

    // While a page is read, the session is updated at most this often.
    private static readonly TimeSpan Coarse = TimeSpan.FromSeconds(30);

    internal const string UseLinkSql =
        """UPDATE "MailedLinks" SET "UsedAt" = @at WHERE "Hash" = @hash AND "UsedAt" IS NULL AND "ExpiresAt" > @at""";
    internal const string InsertSql = """
        INSERT INTO "DataSessions" ("Hash", "SubscriberId", "CreatedAt", "LastSeenAt", "EndsAt", "ExportWaits") VALUES (@session, @person, @at, @at, @ends, @waits)
        """;
    internal const string FindSql =
        """SELECT "SubscriberId", "CreatedAt", "LastSeenAt", "EndsAt", "ExportWaits" FROM "DataSessions" WHERE "Hash" = @session""";
    internal const string SeenSql =
        """UPDATE "DataSessions" SET "LastSeenAt" = @at WHERE "Hash" = @session AND "LastSeenAt" < @at""";
    internal const string EndSql = """DELETE FROM "DataSessions" WHERE "Hash" = @session""";
    internal const string EndOneSql =
        """DELETE FROM "DataSessions" WHERE "SubscriberId" = @person AND "CreatedAt" = @at""";
    internal const string EndAllSql = """DELETE FROM "DataSessions" WHERE "SubscriberId" = @person""";
    internal const string SweepSql = """DELETE FROM "DataSessions" WHERE "EndsAt" < @before""";

    /// <summary>
    /// Uses the link and creates the session, both or neither. False where the link was used meanwhile or has expired.
    /// </summary>
    public async ValueTask<bool> TryOpenAsync(byte[] link, DataSessionRow session)
    {
        var at = Instant.ToMicroseconds(session.CreatedAt);
        var opened = false;
        await using var work = await WorkSession.OpenAsync(database);
        await work.TogetherAsync(async () =>
        {
            opened = await work.RunAsync(UseLinkSql, ("@at", at), ("@hash", link)) == 1;
            if (opened)
                await work.RunAsync(
                    InsertSql,
                    ("@session", session.Hash),
                    ("@person", session.SubscriberId),
                    ("@at", at),
                    ("@ends", Instant.ToMicroseconds(session.EndsAt)),
                    ("@waits", session.ExportWaits)
                );
        });
        return opened;
    }

    /// <summary>The session, while it lasts.</summary>
    public async ValueTask<DataSessionRow?> FindAsync(byte[] hash, DateTimeOffset now) =>
        await database.AskAsync(
            hash,
            static (session, hash) =>
                session[FindSql, hash]
                    .FirstAsync(row => new DataSessionRow
                    {
                        Hash = hash,
                        SubscriberId = row.GetInt64(0),
                        CreatedAt = Sql.ReadInstant(row, 1),
                        LastSeenAt = Sql.ReadInstant(row, 2),
                        EndsAt = Sql.ReadInstant(row, 3),
                        ExportWaits = row.GetBoolean(4),
                    })
        )
            is { } found
        && now < EndOf(found)
            ? found
            : null;

    /// <summary>The end by idle time or by total time, whichever comes first.</summary>
    public static DateTimeOffset EndOf(DataSessionRow session) =>
        session.LastSeenAt + IdleFor is var idle && idle < session.EndsAt ? idle : session.EndsAt;

    /// <summary>Prolongs the session after activity.</summary>
    public async ValueTask TouchAsync(DataSessionRow session, DateTimeOffset now)
    {
        if (now - session.LastSeenAt < Coarse)
            return;
        session.LastSeenAt = now;
        await using var work = await WorkSession.OpenAsync(database);
        await work.RunAsync(SeenSql, ("@at", Instant.ToMicroseconds(now)), ("@session", session.Hash));
    }

    public async ValueTask EndAsync(byte[] hash)
    {
        await using var work = await WorkSession.OpenAsync(database);
        await work.RunAsync(EndSql, hash);
    }

    /// <summary>Ends the session of a subscriber that was opened at that microsecond.</summary>
    public async ValueTask EndAsync(long subscriberId, long openedAt)
    {
        await using var work = await WorkSession.OpenAsync(database);
        await work.RunAsync(EndOneSql, ("@person", subscriberId), ("@at", openedAt));
    }

    /// <summary>Ends every session of a subscriber, in whichever browser.</summary>
    public async ValueTask EndAllAsync(long subscriberId)
    {
        await using var work = await WorkSession.OpenAsync(database);
        await work.RunAsync(EndAllSql, subscriberId);
    }

    public void Sweep(DateTimeOffset now)
    {
        using var work = new WorkSession(database);
        work.Run(SweepSql, Instant.ToMicroseconds(now));
    }
}
