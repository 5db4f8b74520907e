using System.Data.Common;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Statements about privacy requests, in SQL that both databases accept.</summary>
internal static class PrivacyRequestSql
{
    private const string Columns =
        """ "Id", "Reference", "Kind", "State", "ReceivedAt", "LegalUntil", "DueUntil", "SubscriberId", "GraceUntil", "ErasureId", "ClosedAt", "Words" """;
    private const string Reading = $"""{Columns}, "LegalHoldUntil", "JoinedTo", "ExtendedAt" FROM "Requests" """;

    public const string Of = $"""SELECT {Reading} WHERE "SubscriberId" = @id""";
    public const string Owner = """SELECT "SubscriberId" FROM "Requests" WHERE "Id" = @id""";
    public const string ByReference = $"""SELECT {Reading} WHERE "Reference" = @reference""";
    public const string ById = $"""SELECT {Reading} WHERE "Id" = @id""";

    /// <summary>Requests that are due to be carried out automatically, by an index that holds no others.</summary>
    /// <remarks>
    /// The limit is far above what is due in a minute: requests that fail again and again never hide the ones behind.
    /// </remarks>
    public const string DueErasures =
        """SELECT "Id", "SubscriberId" FROM "Requests" WHERE "State" = 3 AND "GraceUntil" <= @now AND ("LegalHoldUntil" IS NULL OR "LegalHoldUntil" <= @now) AND "SubscriberId" IS NOT NULL ORDER BY "GraceUntil" LIMIT 10000""";
    public const string Write = $"""
        INSERT INTO "Requests" ({Columns})
        VALUES (@id, @reference, @kind, @state, @receivedAt, @legalUntil, @dueUntil, @subscriber, @graceUntil, @erasure, @closedAt, @words)
        ON CONFLICT ("Id") DO UPDATE SET "State" = excluded."State", "SubscriberId" = excluded."SubscriberId", "GraceUntil" = excluded."GraceUntil", "ErasureId" = excluded."ErasureId",
            "ClosedAt" = excluded."ClosedAt"
        """;

    /// <summary>
    /// Detaches the requests of an erased subscriber. Open erasure requests continue until the files are clean; all
    /// other open requests end, as there is no one left to answer.
    /// </summary>
    public const string Overtake = """
        UPDATE "Requests" SET "State" = CASE WHEN "ClosedAt" IS NOT NULL THEN "State" WHEN "Kind" = 4 THEN 4 ELSE 8 END, "SubscriberId" = NULL, "GraceUntil" = NULL, "Words" = NULL,
            "ErasureId" = CASE WHEN "ClosedAt" IS NULL AND "Kind" = 4 THEN @erasure ELSE "ErasureId" END, "ClosedAt" = CASE WHEN "ClosedAt" IS NULL AND "Kind" <> 4 THEN @at ELSE "ClosedAt" END
        WHERE "SubscriberId" = @id
        """;

    /// <summary>
    /// Removes letters, notes and reasons about an erased subscriber. The entries stay, with their time and actor.
    /// </summary>
    public const string ForgetEntries =
        """UPDATE "RequestEntries" SET "Text" = NULL WHERE "RequestId" IN (SELECT "Id" FROM "Requests" WHERE "SubscriberId" = @id OR "AddressKey" = @address)""";
    public const string ForgetFiles =
        """DELETE FROM "RequestFiles" WHERE "RequestId" IN (SELECT "Id" FROM "Requests" WHERE "SubscriberId" = @id OR "AddressKey" = @address)""";
    public const string ForgetContacts =
        """UPDATE "Requests" SET "Address" = NULL, "AddressKey" = NULL, "Contact" = NULL WHERE "SubscriberId" = @id OR "AddressKey" = @address""";

    /// <summary>Completes a request once the files are clean and every recipient has answered (RTS-12).</summary>
    public const string Cleaned = """
        UPDATE "Requests" SET "State" = 5, "ClosedAt" = COALESCE("ClosedAt", @at)
        WHERE "ErasureId" = @erasure AND NOT EXISTS (SELECT 1 FROM "RecipientNotices" n WHERE n."ErasureId" = "Requests"."ErasureId" AND n."AnsweredAt" IS NULL)
        """;

    /// <summary>Removes the texts of requests closed years ago; kinds and times stay, for statistics.</summary>
    public const string ForgetOldEntries =
        """UPDATE "RequestEntries" SET "Text" = NULL WHERE "Text" IS NOT NULL AND "RequestId" IN (SELECT "Id" FROM "Requests" WHERE "ClosedAt" < @before)""";
    public const string ForgetOldFiles =
        """DELETE FROM "RequestFiles" WHERE "RequestId" IN (SELECT "Id" FROM "Requests" WHERE "ClosedAt" < @before)""";
    public const string ForgetOldContacts = """
        UPDATE "Requests" SET "Address" = NULL, "AddressKey" = NULL, "Contact" = NULL, "Words" = NULL
        WHERE "ClosedAt" < @before AND ("Address" IS NOT NULL OR "Contact" IS NOT NULL OR "Words" IS NOT NULL)
        """;

    /// <summary>Whether staff released a copy to the subscriber since then.</summary>
    public const string Given =
        """SELECT 1 FROM "Requests" WHERE "SubscriberId" = @id AND "Kind" IN (1, 2) AND "State" = 5 AND "ClosedAt" >= @since""";

    /// <summary>
    /// Inserts one row for all recipients; the worker that notifies them turns it into one row per recipient.
    /// </summary>
    public const string Tell = """
        INSERT INTO "RecipientNotices" ("Id", "Recipient", "ErasureId", "Kind", "PublicId", "At") VALUES (@id, '', @erasure, @kind, @publicId, @at)
        """;

    public static PrivacyRequestRow Read(DbDataReader row) =>
        new()
        {
            Id = Sql.ReadGuid(row, 0),
            Reference = row.GetString(1),
            Kind = (PrivacyRequestKind)Sql.ReadByte(row, 2),
            State = (PrivacyRequestState)Sql.ReadByte(row, 3),
            ReceivedAt = Sql.ReadInstant(row, 4),
            LegalUntil = Sql.ReadInstant(row, 5),
            DueUntil = Sql.ReadInstant(row, 6),
            SubscriberId = row.IsDBNull(7) ? null : row.GetInt64(7),
            GraceUntil = row.IsDBNull(8) ? null : Sql.ReadInstant(row, 8),
            ErasureId = row.IsDBNull(9) ? null : Sql.ReadGuid(row, 9),
            ClosedAt = row.IsDBNull(10) ? null : Sql.ReadInstant(row, 10),
            Words = row.IsDBNull(11) ? null : row.GetString(11),
            LegalHoldUntil = row.IsDBNull(12) ? null : Sql.ReadInstant(row, 12),
            JoinedTo = row.IsDBNull(13) ? null : Sql.ReadGuid(row, 13),
            ExtendedAt = row.IsDBNull(14) ? null : Sql.ReadInstant(row, 14),
        };
}

/// <summary>An erasure request that is due, and whom it erases.</summary>
internal sealed record DueErasure(Guid Request, long Subscriber);

/// <summary>Reads privacy requests for pages and workers.</summary>
internal sealed class PrivacyRequestStore(Database database)
{
    public ValueTask<PrivacyRequestRow?> FindAsync(string reference) =>
        database.AskAsync(
            reference,
            static (session, reference) =>
                session[PrivacyRequestSql.ByReference, reference].FirstAsync(PrivacyRequestSql.Read)
        );

    public ValueTask<PrivacyRequestRow?> FindAsync(Guid id) =>
        database.AskAsync(
            id,
            static (session, id) =>
                session[PrivacyRequestSql.ById, id.ToByteArray(bigEndian: true)].FirstAsync(PrivacyRequestSql.Read)
        );

    public ValueTask<List<PrivacyRequestRow>> OfAsync(long subscriberId) =>
        database.AskAsync(
            subscriberId,
            static (session, id) => session[PrivacyRequestSql.Of, id].AllAsync(PrivacyRequestSql.Read)
        );

    public IReadOnlyList<DueErasure> DueErasures(DateTimeOffset now) =>
        database.Ask(
            now,
            static (session, now) =>
                session[PrivacyRequestSql.DueErasures, Instant.ToMicroseconds(now)]
                    .All(static row => new DueErasure(Sql.ReadGuid(row, 0), row.GetInt64(1)))
        );

    /// <summary>How long a copy that staff released can be downloaded.</summary>
    public static readonly TimeSpan FetchFor = TimeSpan.FromDays(7);

    /// <summary>Whether staff have released a copy that can still be downloaded.</summary>
    public ValueTask<bool> IsGivenAsync(long subscriberId, DateTimeOffset now) =>
        database.AskAsync(
            (subscriberId, Since: now - FetchFor),
            static async (session, asked) =>
                await session[PrivacyRequestSql.Given, asked.subscriberId, Instant.ToMicroseconds(asked.Since)]
                    .ExecuteScalarAsync()
                    is not null
        );
}
