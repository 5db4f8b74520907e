namespace PreferenceCenter.Data;

/// <summary>
/// Statements that delete a subscriber from the tables of the prepared statements, in SQL that both databases accept. Evidence is deleted by its
/// positions in the log; the other tables are those of <see cref="ColdRows"/>. The log itself stays, under an id that identifies no person.
/// </summary>
internal static class ErasureSql
{
    public const string MailsOf = """
        SELECT "MessageId", "CreatedAt" FROM "Outbox" WHERE "SubscriberId" = @id
        UNION SELECT "MessageId", "CreatedAt" FROM "Outbox" WHERE "AddressKey" = @address
        """;

    public const string Mails = """DELETE FROM "Outbox" WHERE "SubscriberId" = @id""";
    public const string MailsByAddress = """DELETE FROM "Outbox" WHERE "AddressKey" = @address""";

    /// <summary>The record of emails to an address that no subscriber has, and to which nobody changes any more.</summary>
    public static readonly string MailsOfNobody = Invariant(
        $"""DELETE FROM "Outbox" WHERE "AddressKey" = @address AND ("SubscriberId" IS NULL OR "Kind" = {(int)MailKind.NewAddress})"""
    );
    public const string Links = """DELETE FROM "MailedLinks" WHERE "SubscriberId" = @id AND "SubscriberId" > 0""";
    public const string OptInLinks = """
        DELETE FROM "MailedLinks" WHERE "Hash" IN (SELECT l."Hash" FROM "MailedLinks" l JOIN "OptIns" o ON o."Id" = l."OptInId" WHERE o."AddressKey" = @address OR o."SubscriberId" = @id)
        """;
    public const string OptInsLike = """DELETE FROM "OptIns" WHERE "AddressKey" LIKE @pattern""";
    public const string MailsLike =
        """DELETE FROM "Outbox" WHERE "AddressKey" LIKE @pattern OR "Address" LIKE @pattern""";
    public const string OptIns = """DELETE FROM "OptIns" WHERE "AddressKey" = @address""";
    public const string AnsweredOptIns = """DELETE FROM "OptIns" WHERE "SubscriberId" = @id""";
    public const string Sessions = """DELETE FROM "DataSessions" WHERE "SubscriberId" = @id""";
    public const string Choices = """DELETE FROM "Choices" WHERE "SubscriberId" = @id""";
    public const string Person = """DELETE FROM "Subscribers" WHERE "Id" = @id""";
    public const string Limit = """DELETE FROM "RateLimits" WHERE "Key" = @key""";

    public const string NameErased = """
        INSERT INTO "ErasedIds" ("KeyedHash") VALUES (@hash) ON CONFLICT ("KeyedHash") DO NOTHING
        """;

    public const string KeepSuppressed = """
        INSERT INTO "Suppressions" ("KeyedHash", "KeyId", "Reason") VALUES (@hash, @key, @reason)
        ON CONFLICT ("KeyedHash") DO UPDATE SET "KeyId" = excluded."KeyId", "Reason" = excluded."Reason"
        """;
}
