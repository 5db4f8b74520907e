namespace PreferenceCenter.Data;

/// <summary>A sent mail whose retention period is over.</summary>
internal sealed record SentMail(long Id, Guid MessageId, DateTimeOffset CreatedAt);

/// <summary>
/// Removes what would be kept too long: recipients and content references of sent mails, and expired mailed links. It
/// uses indexes that hold nothing else, takes a few rows at a time and reads first, so without work it takes no lock.
/// For one thread at a time.
/// </summary>
internal sealed class OutboxRetention(Database database) : IDisposable
{
    internal static readonly string SentBeforeSql = Invariant(
        $"""
        SELECT "Id", "MessageId", "CreatedAt" FROM "Outbox" WHERE "State" = {(int)
            MailState.Sent} AND "ForgottenAt" IS NULL AND "SentAt" <= @before ORDER BY "SentAt" LIMIT @count
        """
    );
    internal static readonly string ForgetSql = Invariant(
        $"""
        UPDATE "Outbox" SET "SubscriberId" = NULL, "Address" = NULL, "AddressKey" = NULL, "Language" = NULL, "FromSeq" = 0, "ToSeq" = 0, "LastError" = NULL, "BrowserId" = NULL, "StaffAct" = NULL, "ForgottenAt" = @now
        WHERE "Id" = @id AND "State" = {(int)MailState.Sent}
        """
    );
    internal const string AnyExpiredSql = """SELECT 1 FROM "MailedLinks" WHERE "ExpiresAt" < @before LIMIT 1""";
    internal const string DeleteExpiredSql = """
        DELETE FROM "MailedLinks" WHERE "Hash" IN (SELECT "Hash" FROM "MailedLinks" WHERE "ExpiresAt" < @before ORDER BY "ExpiresAt" LIMIT @count)
        """;

    private readonly WorkSession work = new(database);

    /// <summary>Mails sent before that time, oldest first.</summary>
    public IReadOnlyList<SentMail> SentBefore(DateTimeOffset before, int count)
    {
        using var row = work[SentBeforeSql, ("@before", Instant.ToMicroseconds(before)), ("@count", count)]
            .ExecuteReader();
        var mails = new List<SentMail>();
        while (row.Read())
            mails.Add(new SentMail(row.GetInt64(0), Sql.ReadGuid(row, 1), Sql.ReadInstant(row, 2)));
        return mails;
    }

    /// <summary>Removes recipient and content references; id, kind and times stay.</summary>
    public void Forget(IReadOnlyList<SentMail> mails, DateTimeOffset now) =>
        work.Together(() =>
        {
            foreach (var mail in mails)
                work.Run(ForgetSql, ("@now", Instant.ToMicroseconds(now)), ("@id", mail.Id));
        });

    /// <summary>
    /// Deletes expired links and returns their number. A link without expiry, such as a receipt's, stays.
    /// </summary>
    public int DeleteLinksExpiredBefore(DateTimeOffset before, int count)
    {
        var at = Instant.ToMicroseconds(before);
        return work[AnyExpiredSql, at].ExecuteScalar() is null
            ? 0
            : work[DeleteExpiredSql, ("@before", at), ("@count", count)].ExecuteNonQuery();
    }

    public void Dispose() => work.Dispose();
}
