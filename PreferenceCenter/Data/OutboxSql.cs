namespace PreferenceCenter.Data;

/// <summary>Statements that queue e-mails, in SQL that both databases accept.</summary>
internal static class OutboxSql
{
    public static readonly string Insert = Invariant(
        $"""
        INSERT INTO "Outbox" ("MessageId", "Kind", "State", "SubscriberId", "Address", "AddressKey", "Language", "FromSeq", "ToSeq", "CreatedAt", "DueAt", "Attempts", "OnceKey", "BrowserId", "StaffAct")
        VALUES (@messageId, @kind, {(int)
            MailState.Waiting}, @subscriberId, @address, @addressKey, @language, @fromSeq, @toSeq, @createdAt, @dueAt, 0, @onceKey, @browser, @staffAct)
        ON CONFLICT DO NOTHING
        """
    );

    /// <summary>
    /// Queues a mail that had been given up or is uncertain. It changes nothing where the mail has another state
    /// meanwhile.
    /// </summary>
    public static readonly string Retry = Invariant(
        $"""
        UPDATE "Outbox" SET "State" = {(int)
            MailState.Waiting}, "DueAt" = @now, "Attempts" = 0, "LastError" = NULL, "LeaseUntil" = NULL, "SendingAt" = NULL
        WHERE "Id" = @id AND "State" = @state
        """
    );

    /// <summary>
    /// Makes a waiting mail due. It keeps its lease: a dispatcher may be sending it, and without the lease another
    /// dispatcher would send it too.
    /// </summary>
    public static readonly string Hasten = Invariant(
        $"""UPDATE "Outbox" SET "DueAt" = @now WHERE "Id" = @id AND "State" = {(int)MailState.Waiting}"""
    );
}
