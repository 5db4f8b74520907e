using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>What became of an attempt at a row: sent or done with, dead, or waiting again until then.</summary>
internal sealed record OutboxResult(long Id, MailState State, DateTimeOffset? DueAgainAt, string? Error, bool ForgetAddress = false)
{
    /// <summary>Whether it was handed to a server at all; else it counts as no attempt.</summary>
    public bool Tried { get; init; } = true;
}

/// <summary>The outbox as its dispatcher sees it: rows are taken under a lease, so that a dispatcher that dies loses none.</summary>
internal sealed class OutboxStore(Database database) : IDisposable
{
    // What makes a row due stands in the outer WHERE again: PostgreSQL reads that anew for a row that somebody else has just changed.
    internal const string ClaimSql = """
        UPDATE "Outbox" SET "LeaseUntil" = @until, "Attempts" = "Attempts" + 1
        WHERE "State" = 0 AND "DueAt" <= @now AND ("LeaseUntil" IS NULL OR "LeaseUntil" < @now) AND "Id" IN (SELECT "Id" FROM "Outbox" WHERE "State" = 0 AND "DueAt" <= @now AND ("LeaseUntil" IS NULL OR "LeaseUntil" < @now) ORDER BY "DueAt" LIMIT @count)
        RETURNING "Id", "MessageId", "Kind", "SubscriberId", "Address", "Language", "FromSeq", "ToSeq", "CreatedAt", "DueAt", "Attempts"
        """;
    internal const string AnyDueSql = """SELECT 1 FROM "Outbox" WHERE "State" = 0 AND "DueAt" <= @now AND ("LeaseUntil" IS NULL OR "LeaseUntil" < @now) LIMIT 1""";
    internal const string CloseWindowSql = """UPDATE "Subscribers" SET "NoticeUntil" = NULL WHERE "Id" = @id AND "NoticeUntil" = @dueAt RETURNING "LastSeq" """;
    internal const string FixRangeSql = """UPDATE "Outbox" SET "ToSeq" = @to WHERE "Id" = @id""";
    internal const string SendingSql = """UPDATE "Outbox" SET "SendingAt" = @at, "ToSeq" = @to WHERE "Id" = @id""";
    internal const string InsertLinkSql = """
        INSERT INTO "MailedLinks" ("Hash", "Kind", "SubscriberId", "FromSeq", "ToSeq", "ExpiresAt") VALUES (@hash, @kind, @subscriber, @from, @to, @expires)
        """;
    internal const string SettleSql = """
        UPDATE "Outbox" SET "State" = @state, "DueAt" = COALESCE(@dueAt, "DueAt"), "LastError" = @error, "SentAt" = @sentAt, "LeaseUntil" = NULL, "SendingAt" = NULL,
            "Attempts" = "Attempts" - @untried,
            "Address" = CASE WHEN @forget = 1 THEN NULL ELSE "Address" END
        WHERE "Id" = @id
        """;
    internal const string OnceSql = """
        INSERT INTO "Outbox" ("MessageId", "Kind", "State", "Address", "Language", "FromSeq", "ToSeq", "CreatedAt", "DueAt", "Attempts", "OnceKey")
        VALUES (@messageId, @kind, 0, @address, @language, 0, 0, @at, @at, 0, @onceKey) ON CONFLICT DO NOTHING
        """;

    private Statements? work;

    private Statements Work => database.Work(ref work);

    /// <summary>Rows that are due, most overdue first, held until the lease ends. Asked by reading first: an idle dispatcher takes no lock.</summary>
    public IReadOnlyList<OutboxRow> Claim(DateTimeOffset now, TimeSpan leaseFor, int count)
    {
        var (at, until) = (Instant.ToMicroseconds(now), Instant.ToMicroseconds(now + leaseFor));
        if (Work[AnyDueSql, at].ExecuteScalar() is null) return [];
        var rows = new List<OutboxRow>(count);
        Together(() =>
        {
            using (var row = Work[ClaimSql, until, at, count].ExecuteReader())
                while (row.Read()) rows.Add(ReadClaimed(row));
            // People in the order in which writers lock them.
            foreach (var row in rows.Where(r => r is { Kind: MailKind.Changes, ToSeq: 0 }).OrderBy(r => r.SubscriberId)) CloseWindow(row);
        });
        rows.Sort((a, b) => a.DueAt.CompareTo(b.DueAt));
        return rows;
    }

    private static OutboxRow ReadClaimed(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        MessageId = Sql.ReadGuid(row, 1),
        Kind = (MailKind)row.GetByte(2),
        SubscriberId = row.IsDBNull(3) ? null : row.GetInt64(3),
        Address = row.IsDBNull(4) ? null : row.GetString(4),
        Language = row.IsDBNull(5) ? null : row.GetString(5),
        FromSeq = row.GetInt64(6),
        ToSeq = row.GetInt64(7),
        CreatedAt = Sql.ReadInstant(row, 8),
        DueAt = Sql.ReadInstant(row, 9),
        Attempts = row.GetInt32(10),
    };

    // A change that was made in time may be committed late, when the database was busy. With the window closed in the transaction that says what
    // the mail is about, it opens one of its own: no clock decides whether it is told.
    private void CloseWindow(OutboxRow row)
    {
        if (Work[CloseWindowSql, row.SubscriberId, Instant.ToMicroseconds(row.DueAt)].ExecuteScalar() is not long last) return;
        row.ToSeq = last;
        Work.Run(FixRangeSql, last, row.Id);
    }

    /// <summary>Before anything is handed to a server: the links that the mails carry, and that they are on their way, about these events now and when they are tried again.</summary>
    public void Prepare(IReadOnlyList<OutboxRow> sending, IReadOnlyList<MailedLinkRow> links, DateTimeOffset now) => Together(() =>
    {
        foreach (var l in links)
            Work.Run(InsertLinkSql, l.Hash, (long)l.Kind, l.SubscriberId, l.FromSeq, l.ToSeq, l.ExpiresAt is { } e ? Instant.ToMicroseconds(e) : null);
        foreach (var row in sending) Work.Run(SendingSql, Instant.ToMicroseconds(now), row.ToSeq, row.Id);
    });

    public void Settle(IReadOnlyList<OutboxResult> results, DateTimeOffset now) => Together(() =>
    {
        foreach (var r in results)
            Work.Run(SettleSql, (long)r.State, r.DueAgainAt is { } due ? Instant.ToMicroseconds(due) : null, r.Error,
                r.State == MailState.Sent ? Instant.ToMicroseconds(now) : null, r.Tried ? 0 : 1, r.ForgetAddress ? 1 : 0, r.Id);
    });

    /// <summary>Queues a mail to the house itself, once under that key however often it is asked for.</summary>
    public void QueueOnce(MailKind kind, string onceKey, string address, string language, DateTimeOffset now) =>
        Work.Run(OnceSql, Guid.CreateVersion7(now).ToByteArray(true), (long)kind, address, language, Instant.ToMicroseconds(now), onceKey);

    private void Together(Action work)
    {
        Work.Run(database.BeginWork);
        try
        {
            work();
            Work.Run("COMMIT");
        }
        catch
        {
            // A server that is gone has rolled back by itself.
            if (work is { Usable: true }) work.Run("ROLLBACK");
            throw;
        }
    }

    public void Dispose() => work?.Dispose();
}
