namespace PreferenceCenter.Data.PostgreSql;

/// <summary>Statements about a set of rows: the set is an array.</summary>
internal static class PostgresSets
{
    internal const string SuppressedSql =
        """SELECT "KeyedHash" FROM "Suppressions" WHERE "KeyedHash" = ANY(@set::bytea[])""";
    internal const string QueuedSql = """SELECT "OnceKey", "State" FROM "Outbox" WHERE "OnceKey" = ANY(@set::text[])""";
    internal const string WaitingSql =
        """SELECT "AddressKey", "Content" FROM "OptIns" WHERE "AddressKey" = ANY(@set::text[])""";
    internal const string ByIdSql = $"""SELECT {Sql.SnapshotJoin} "Id" = ANY(@set::bigint[]) ORDER BY "Id" """;
    internal const string ByPublicIdSql =
        $"""SELECT {Sql.SnapshotJoin} "PublicId" = ANY(@set::bytea[]) ORDER BY "Id" """;
    internal const string ByAddressSql =
        $"""SELECT {Sql.SnapshotJoin} "AddressKey" = ANY(@set::text[]) ORDER BY "Id" """;
    internal const string HistoriesSql = $"""
        WITH RECURSIVE "Chain" AS (
            SELECT {Sql.EventColumnsOfE}, s."Id" AS "Person"
            FROM "Subscribers" s JOIN "LedgerEvents" e ON e."Slot" = s."HeadSlot" AND e."Position" = s."HeadPosition"
            WHERE s."Id" = ANY(@set::bigint[]) UNION ALL
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
        Numbers = static numbers => numbers,
        Texts = static texts => texts,
        Bytes = static bytes => bytes,
    };
}
