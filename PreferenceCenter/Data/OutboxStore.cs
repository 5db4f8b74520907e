using System.Data.Common;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>A row that its last dispatcher left while sending, with its new state: waiting or uncertain.</summary>
internal sealed record LostMail(long Id, MailState State);

/// <summary>
/// The result of a claim: the rows to send, and the rows, among them or not, that may have arrived already.
/// </summary>
internal sealed record ClaimedMails(List<ClaimedMail> Rows, List<LostMail> Lost);

/// <summary>
/// The outbox for its dispatcher. Rows are taken under a lease, so no row is lost when a dispatcher dies. The end of
/// the lease also identifies the holder: every update names it, and changes nothing once another dispatcher holds the
/// row.
/// </summary>
internal sealed class OutboxStore(Database database) : IDisposable
{
    private static readonly string Due = Invariant(
        $""" "State" = {(int)MailState.Waiting} AND "DueAt" <= @now AND ("LeaseUntil" IS NULL OR "LeaseUntil" < @now) """
    );

    // Never a row that is being sent: it goes through the other statement first, which counts it, even if another
    // dispatcher recorded it only just now.
    private static readonly string Free = $"""{Due} AND "SendingAt" IS NULL""";

    // The outer WHERE repeats the condition: PostgreSQL evaluates it again for a row that another transaction has just
    // changed.
    internal static readonly string ClaimSql = $"""
        UPDATE "Outbox" SET "LeaseUntil" = @until, "Attempts" = "Attempts" + 1
        WHERE {Free} AND "Id" IN (SELECT "Id" FROM "Outbox" WHERE {Free} ORDER BY "DueAt" LIMIT @count)
        RETURNING "Id", "MessageId", "Kind", "SubscriberId", "Address", "Language", "FromSeq", "ToSeq", "CreatedAt", "DueAt", "LeaseUntil", "Attempts", "Uncertain", "LastError", "BrowserId", "StaffAct"
        """;

    // A row that was being sent and got no outcome may have arrived. It is sent once more; the second time it waits
    // for a human decision.
    internal static readonly string LostSql = Invariant(
        $"""
        UPDATE "Outbox" SET "State" = CASE WHEN "Uncertain" >= 1 THEN {(int)MailState.Uncertain} ELSE {(int)
            MailState.Waiting} END, "Uncertain" = "Uncertain" + 1, "SendingAt" = NULL, "LastError" = @error
        WHERE "SendingAt" IS NOT NULL AND {Due} AND "Id" IN (SELECT "Id" FROM "Outbox" WHERE {Due} ORDER BY "DueAt" LIMIT @count)
        RETURNING "Id", "State"
        """
    );
    internal static readonly string AnyDueSql = $"""SELECT 1 FROM "Outbox" WHERE {Due} LIMIT 1""";
    internal const string CloseWindowSql =
        """UPDATE "Subscribers" SET "NoticeUntil" = NULL WHERE "Id" = @id AND "NoticeUntil" = @dueAt RETURNING "LastSeq" """;
    internal const string FixRangeSql = """UPDATE "Outbox" SET "ToSeq" = @to WHERE "Id" = @id""";
    internal static readonly string GiveUpSql = Invariant(
        $"""UPDATE "Outbox" SET "State" = {(int)MailState.Dead}, "LastError" = @why, "LeaseUntil" = NULL, "SendingAt" = NULL WHERE "State" = {(int)MailState.Waiting}"""
    );
    internal const string CloseWindowsSql =
        """UPDATE "Subscribers" SET "NoticeUntil" = NULL WHERE "NoticeUntil" IS NOT NULL""";
    internal static readonly string OnceSql = Invariant(
        $"""
        INSERT INTO "Outbox" ("MessageId", "Kind", "State", "Address", "Language", "FromSeq", "ToSeq", "CreatedAt", "DueAt", "Attempts", "OnceKey")
        VALUES (@messageId, @kind, {(int)
            MailState.Waiting}, @address, @language, 0, 0, @at, @at, 0, @onceKey) ON CONFLICT DO NOTHING
        """
    );

    private readonly WorkSession work = new(database);

    /// <summary>
    /// Takes rows that are due, most overdue first, until the lease ends. It reads first, so an idle dispatcher takes
    /// no lock.
    /// </summary>
    /// <param name="lost">Stored as the last error of rows that their last dispatcher left while sending.</param>
    public ClaimedMails Claim(DateTimeOffset now, TimeSpan leaseFor, int count, string lost)
    {
        var (at, until, claimed) = (
            Instant.ToMicroseconds(now),
            Instant.ToMicroseconds(now + leaseFor),
            new ClaimedMails([], [])
        );
        if (work[AnyDueSql, at].ExecuteScalar() is null)
            return claimed;
        work.Together(() =>
        {
            using (var row = work[LostSql, ("@error", lost), ("@now", at), ("@count", count)].ExecuteReader())
                while (row.Read())
                    claimed.Lost.Add(new LostMail(row.GetInt64(0), (MailState)Sql.ReadByte(row, 1)));
            using (var row = work[ClaimSql, ("@until", until), ("@now", at), ("@count", count)].ExecuteReader())
                while (row.Read())
                    claimed.Rows.Add(ReadClaimed(row));
            // Subscribers in the order in which writers lock them.
            foreach (
                var row in claimed
                    .Rows.Where(r => r is { Kind: MailKind.Changes, ToSeq: 0 })
                    .OrderBy(r => r.SubscriberId)
            )
                CloseWindow(row);
        });
        claimed.Rows.Sort((a, b) => a.DueAt.CompareTo(b.DueAt));
        return claimed;
    }

    private static ClaimedMail ReadClaimed(DbDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            MessageId = Sql.ReadGuid(row, 1),
            Kind = (MailKind)Sql.ReadByte(row, 2),
            SubscriberId = row.IsDBNull(3) ? null : row.GetInt64(3),
            Address = row.IsDBNull(4) ? null : row.GetString(4),
            Language = row.IsDBNull(5) ? null : row.GetString(5),
            FromSeq = row.GetInt64(6),
            ToSeq = row.GetInt64(7),
            CreatedAt = Sql.ReadInstant(row, 8),
            DueAt = Sql.ReadInstant(row, 9),
            LeaseUntil = Sql.ReadInstant(row, 10),
            Attempts = Sql.ReadInt32(row, 11),
            Uncertain = Sql.ReadInt32(row, 12),
            LastError = row.IsDBNull(13) ? null : row.GetString(13),
            BrowserId = Sql.ReadGuidOrNull(row, 14),
            StaffAct = row.IsDBNull(15) ? null : (StaffAct)Sql.ReadByte(row, 15),
        };

    // A change made in time may be committed late, when the database is busy. The window is closed in the transaction
    // that fixes the range of the mail, so a late change opens a window of its own. No change depends on a clock to be
    // reported.
    private void CloseWindow(ClaimedMail row)
    {
        if (
            work[CloseWindowSql, ("@id", row.SubscriberId), ("@dueAt", Instant.ToMicroseconds(row.DueAt))]
                .ExecuteScalar()
            is not long last
        )
            return;
        row.ToSeq = last;
        work.Run(FixRangeSql, ("@to", last), ("@id", row.Id));
    }

    /// <summary>
    /// Fixes the last event that a mail reports, once. Without it, a postponed mail would also report what another
    /// mail reports.
    /// </summary>
    public void Bound(ClaimedMail row, long toSeq) =>
        work.Run(FixRangeSql, ("@to", row.ToSeq = toSeq), ("@id", row.Id));

    /// <summary>Queues a mail to the operator, only once per key.</summary>
    public void QueueOnce(MailKind kind, string onceKey, string address, string language, DateTimeOffset now) =>
        work.Run(
            OnceSql,
            ("@messageId", Guid.CreateVersion7(now).ToByteArray(true)),
            ("@kind", (long)kind),
            ("@address", address),
            ("@language", language),
            ("@at", Instant.ToMicroseconds(now)),
            ("@onceKey", onceKey)
        );

    /// <summary>
    /// Gives up all waiting mails, which staff may release again: after a restore they may have been sent already. It
    /// also closes the windows that gather changes, since later changes would otherwise be reported by mails that are
    /// not sent.
    /// </summary>
    public int GiveUpWaiting(string why)
    {
        var count = 0;
        work.Together(() =>
        {
            count = work[GiveUpSql, why].ExecuteNonQuery();
            work.Run(CloseWindowsSql);
        });
        return count;
    }

    public void Dispose() => work.Dispose();
}
