using System.Data.Common;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Requests, read and written by statements that both databases read.</summary>
internal static class RequestSql
{
    private const string Columns = """ "Id", "Reference", "Kind", "State", "ReceivedAt", "LegalUntil", "DueUntil", "SubscriberId", "GraceUntil", "ErasureId", "ClosedAt", "Words" """;

    public const string Of = $"""SELECT {Columns} FROM "Requests" WHERE "SubscriberId" = @id""";
    public const string ByReference = $"""SELECT {Columns} FROM "Requests" WHERE "Reference" = @reference""";
    public const string ById = $"""SELECT {Columns} FROM "Requests" WHERE "Id" = @id""";
    /// <summary>Those to be carried out by themselves, by an index that holds no others.</summary>
    public const string OverGrace = $"""SELECT {Columns} FROM "Requests" WHERE "State" = 3 AND "GraceUntil" <= @now ORDER BY "GraceUntil" LIMIT 100""";
    public const string Write = $"""
        INSERT INTO "Requests" ({Columns})
        VALUES (@id, @reference, @kind, @state, @receivedAt, @legalUntil, @dueUntil, @subscriber, @graceUntil, @erasure, @closedAt, @words)
        ON CONFLICT ("Id") DO UPDATE SET "State" = excluded."State", "SubscriberId" = excluded."SubscriberId", "GraceUntil" = excluded."GraceUntil", "ErasureId" = excluded."ErasureId",
            "ClosedAt" = excluded."ClosedAt"
        """;
    /// <summary>Of somebody who is erased: theirs to be erased goes on until the files are clean, all others have nobody left to answer.</summary>
    public const string Overtake = """
        UPDATE "Requests" SET "State" = CASE WHEN "ClosedAt" IS NOT NULL THEN "State" WHEN "Kind" = 4 THEN 4 ELSE 8 END, "SubscriberId" = NULL, "GraceUntil" = NULL, "Words" = NULL,
            "ErasureId" = CASE WHEN "ClosedAt" IS NULL AND "Kind" = 4 THEN @erasure ELSE "ErasureId" END, "ClosedAt" = CASE WHEN "ClosedAt" IS NULL AND "Kind" <> 4 THEN @at ELSE "ClosedAt" END
        WHERE "SubscriberId" = @id
        """;
    public const string Cleaned = """UPDATE "Requests" SET "State" = 5, "ClosedAt" = COALESCE("ClosedAt", @at) WHERE "ErasureId" = @erasure""";

    public static RequestRow Read(DbDataReader row) => new()
    {
        Id = Sql.ReadGuid(row, 0),
        Reference = row.GetString(1),
        Kind = (RequestKind)Sql.ReadByte(row, 2),
        State = (RequestState)Sql.ReadByte(row, 3),
        ReceivedAt = Sql.ReadInstant(row, 4),
        LegalUntil = Sql.ReadInstant(row, 5),
        DueUntil = Sql.ReadInstant(row, 6),
        SubscriberId = row.IsDBNull(7) ? null : row.GetInt64(7),
        GraceUntil = row.IsDBNull(8) ? null : Sql.ReadInstant(row, 8),
        ErasureId = row.IsDBNull(9) ? null : Sql.ReadGuid(row, 9),
        ClosedAt = row.IsDBNull(10) ? null : Sql.ReadInstant(row, 10),
        Words = row.IsDBNull(11) ? null : row.GetString(11),
    };
}

/// <summary>Requests as pages and workers read them.</summary>
internal sealed class RequestStore(Database database)
{
    public RequestRow? Find(string reference) => database.Ask(reference, static (session, reference) => First(session[RequestSql.ByReference, reference]));

    public RequestRow? Find(Guid id) => database.Ask(id, static (session, id) => First(session[RequestSql.ById, id.ToByteArray(bigEndian: true)]));

    public IReadOnlyList<RequestRow> Of(long subscriberId) => database.Ask(subscriberId, static (session, id) => All(session[RequestSql.Of, id]));

    public IReadOnlyList<RequestRow> OverGrace(DateTimeOffset now) => database.Ask(now, static (session, now) => All(session[RequestSql.OverGrace, Instant.ToMicroseconds(now)]));

    private static RequestRow? First(DbCommand command)
    {
        using var row = command.ExecuteReader();
        return row.Read() ? RequestSql.Read(row) : null;
    }

    private static List<RequestRow> All(DbCommand command)
    {
        var requests = new List<RequestRow>();
        using var row = command.ExecuteReader();
        while (row.Read()) requests.Add(RequestSql.Read(row));
        return requests;
    }
}
