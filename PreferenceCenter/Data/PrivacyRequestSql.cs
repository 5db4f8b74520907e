using System.Data.Common;
using PreferenceCenter.Domain;
using static System.FormattableString;

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
    public static readonly string DueErasures = Invariant(
        $"""SELECT "Id", "SubscriberId" FROM "Requests" WHERE "State" = {(int)PrivacyRequestState.Grace} AND "GraceUntil" <= @now AND ("LegalHoldUntil" IS NULL OR "LegalHoldUntil" <= @now) AND "SubscriberId" IS NOT NULL ORDER BY "GraceUntil" LIMIT 10000"""
    );
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
    public static readonly string Overtake = Invariant(
        $"""
        UPDATE "Requests" SET "State" = CASE WHEN "ClosedAt" IS NOT NULL THEN "State" WHEN "Kind" = {(int)
            PrivacyRequestKind.Erasure} THEN {(int)PrivacyRequestState.Cleaning} ELSE {(int)
            PrivacyRequestState.Overtaken} END, "SubscriberId" = NULL, "GraceUntil" = NULL, "Words" = NULL,
            "ErasureId" = CASE WHEN "ClosedAt" IS NULL AND "Kind" = {(int)
            PrivacyRequestKind.Erasure} THEN @erasure ELSE "ErasureId" END, "ClosedAt" = CASE WHEN "ClosedAt" IS NULL AND "Kind" <> {(int)
            PrivacyRequestKind.Erasure} THEN @at ELSE "ClosedAt" END
        WHERE "SubscriberId" = @id
        """
    );

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
    public static readonly string Cleaned = Invariant(
        $"""
        UPDATE "Requests" SET "State" = {(int)PrivacyRequestState.Done}, "ClosedAt" = COALESCE("ClosedAt", @at)
        WHERE "ErasureId" = @erasure AND NOT EXISTS (SELECT 1 FROM "RecipientNotices" n WHERE n."ErasureId" = "Requests"."ErasureId" AND n."AnsweredAt" IS NULL)
        """
    );

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
    public static readonly string Given = Invariant(
        $"""SELECT 1 FROM "Requests" WHERE "SubscriberId" = @id AND "Kind" IN ({(int)PrivacyRequestKind.Access}, {(int)PrivacyRequestKind.Portability}) AND "State" = {(int)PrivacyRequestState.Done} AND "ClosedAt" >= @since"""
    );

    /// <summary>
    /// Inserts one row for all recipients; the worker that notifies them turns it into one row per recipient.
    /// </summary>
    public const string Tell = """
        INSERT INTO "RecipientNotices" ("Id", "ToAll", "ErasureId", "Kind", "PublicId", "At") VALUES (@id, TRUE, @erasure, @kind, @publicId, @at)
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
    public PrivacyRequestRow? Find(string reference) =>
        database.Ask(
            reference,
            static (session, reference) => First(session[PrivacyRequestSql.ByReference, reference])
        );

    public PrivacyRequestRow? Find(Guid id) =>
        database.Ask(
            id,
            static (session, id) => First(session[PrivacyRequestSql.ById, id.ToByteArray(bigEndian: true)])
        );

    public IReadOnlyList<PrivacyRequestRow> Of(long subscriberId) =>
        database.Ask(subscriberId, static (session, id) => All(session[PrivacyRequestSql.Of, id]));

    public IReadOnlyList<DueErasure> DueErasures(DateTimeOffset now) =>
        database.Ask(
            now,
            static (session, now) =>
            {
                var due = new List<DueErasure>();
                using var row = session[PrivacyRequestSql.DueErasures, Instant.ToMicroseconds(now)].ExecuteReader();
                while (row.Read())
                    due.Add(new DueErasure(Sql.ReadGuid(row, 0), row.GetInt64(1)));
                return due;
            }
        );

    /// <summary>How long a copy that staff released can be downloaded.</summary>
    public static readonly TimeSpan FetchFor = TimeSpan.FromDays(7);

    /// <summary>Whether staff have released a copy that can still be downloaded.</summary>
    public bool IsGiven(long subscriberId, DateTimeOffset now) =>
        database.Ask(
            (subscriberId, Since: now - FetchFor),
            static (session, asked) =>
                session[PrivacyRequestSql.Given, asked.subscriberId, Instant.ToMicroseconds(asked.Since)]
                    .ExecuteScalar()
                    is not null
        );

    private static PrivacyRequestRow? First(DbCommand command)
    {
        using var row = command.ExecuteReader();
        return row.Read() ? PrivacyRequestSql.Read(row) : null;
    }

    private static List<PrivacyRequestRow> All(DbCommand command)
    {
        var requests = new List<PrivacyRequestRow>();
        using var row = command.ExecuteReader();
        while (row.Read())
            requests.Add(PrivacyRequestSql.Read(row));
        return requests;
    }
}
