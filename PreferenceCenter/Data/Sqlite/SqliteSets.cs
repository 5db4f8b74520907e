using System.Text.Json;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>Statements about a set of rows: the set is a JSON array, of bytes in hexadecimal digits.</summary>
internal static class SqliteSets
{
    private const string Each = "(SELECT value FROM json_each(@set))",
        EachOfBytes = "(SELECT unhex(value) FROM json_each(@set))";

    // CROSS JOIN is SQLite's way to say which comes first: each hash is looked up, and no copy of the set is sorted.
    internal const string SuppressedSql =
        """SELECT s."KeyedHash" FROM json_each(@set) CROSS JOIN "Suppressions" s ON s."KeyedHash" = unhex(value)""";
    internal const string QueuedSql = $"""SELECT "OnceKey", "State" FROM "Outbox" WHERE "OnceKey" IN {Each}""";
    internal const string WaitingSql = $"""SELECT "AddressKey", "Content" FROM "OptIns" WHERE "AddressKey" IN {Each}""";
    internal const string ByIdSql = $"""SELECT {Sql.SnapshotJoin} "Id" IN {Each} ORDER BY "Id" """;
    internal const string ByPublicIdSql = $"""SELECT {Sql.SnapshotJoin} "PublicId" IN {EachOfBytes} ORDER BY "Id" """;
    internal const string ByAddressSql = $"""SELECT {Sql.SnapshotJoin} "AddressKey" IN {Each} ORDER BY "Id" """;
    internal const string HistoriesSql = $"""
        WITH RECURSIVE "Chain" AS (
            SELECT {Sql.EventColumnsOfE}, s."Id" AS "Person"
            FROM "Subscribers" s JOIN "LedgerEvents" e ON e."Slot" = s."HeadSlot" AND e."Position" = s."HeadPosition"
            WHERE s."Id" IN {Each} UNION ALL
            SELECT {Sql.EventColumnsOfE}, c."Person" FROM {Sql.Previous})
        SELECT {Sql.EventColumns}, "Person" FROM "Chain" ORDER BY "Person", "Seq"
        """;

    public static readonly SetStatements Statements = new(
        SuppressedSql,
        QueuedSql,
        WaitingSql,
        ByIdSql,
        ByPublicIdSql,
        ByAddressSql,
        HistoriesSql
    )
    {
        Numbers = static numbers => JsonSerializer.Serialize(numbers),
        Texts = static texts => JsonSerializer.Serialize(texts),
        Bytes = static bytes => JsonSerializer.Serialize(bytes.Select(Convert.ToHexString)),
    };
}
