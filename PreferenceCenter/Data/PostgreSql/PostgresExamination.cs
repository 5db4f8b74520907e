using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>Checks a session on the server and the schema for the doctor command.</summary>
internal static class PostgresExamination
{
    // Of no topic, so that no statement reads the row even within its transaction.
    private const string NoScope = "-1";

    private static readonly string[] AppendOnly = ["Evidence", "LedgerEvents", "LogNodes", "Seals"];

    public static IEnumerable<DatabaseFact> Of(NpgsqlConnection connection)
    {
        var history = History(connection);
        yield return PostgresDatabase.Compare(history).Fact();
        yield return Setting(
            connection,
            "synchronous_commit",
            value => value is "on" or "remote_apply",
            "each commit is on disk before anybody is told"
        );
        yield return Setting(connection, "fsync", value => value == "on", "the server waits for the disk");
        yield return Setting(connection, "full_page_writes", value => value == "on", "a page half written is mended");
        yield return ServerLog(connection);
        yield return MaxConnections(connection);
        // What follows looks at tables.
        if (history.Count == 0)
            yield break;
        yield return DatabaseFact.OfWrite(
            connection,
            $"""INSERT INTO "UnclaimedLeaves" ("PublicId", "Scope", "At") VALUES (decode(repeat('00', 16), 'hex'), {NoScope}, 0)"""
        );
        yield return Rights(connection);
        yield return AppendOnlyTriggers(connection);
    }

    /// <summary>The migrations of the database; none where it has no tables of ours.</summary>
    public static IReadOnlyCollection<AppliedMigration> History(NpgsqlConnection connection)
    {
        if (!IsThere(connection, "__EFMigrationsHistory"))
            return [];
        using var command = new NpgsqlCommand(
            IsThere(connection, "__SchemaFloors")
                ? """SELECT "MigrationId", "ServedFrom" FROM "__EFMigrationsHistory" LEFT JOIN "__SchemaFloors" USING ("MigrationId")"""
                : """SELECT "MigrationId", NULL::text FROM "__EFMigrationsHistory" """,
            connection
        );
        using var row = command.ExecuteReader();
        var history = new List<AppliedMigration>();
        while (row.Read())
            history.Add(new AppliedMigration(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)));
        return history;
    }

    private static bool IsThere(NpgsqlConnection connection, string table)
    {
        using var exists = new NpgsqlCommand($"""SELECT to_regclass('"{table}"') IS NOT NULL""", connection);
        return exists.ExecuteScalar() is true;
    }

    private static DatabaseFact Setting(
        NpgsqlConnection connection,
        string name,
        Func<string, bool> isRight,
        string says
    )
    {
        var value = Text(connection, $"SELECT current_setting('{name}')");
        return new DatabaseFact(name, isRight(value), isRight(value) ? says : $"is {value}");
    }

    private static DatabaseFact AppendOnlyTriggers(NpgsqlConnection connection)
    {
        var present = Text(
                connection,
                """SELECT coalesce(string_agg(tgrelid::regclass::text, ','), '') FROM pg_trigger WHERE tgname LIKE '%\_append\_only' AND tgenabled = 'O'"""
            )
            .Replace("\"", "", StringComparison.Ordinal)
            .Split(',');
        string[] missing = [.. AppendOnly.Except(present)];
        return new DatabaseFact(
            "append-only",
            missing.Length == 0,
            missing.Length == 0
                ? "triggers keep the log from being altered"
                : $"the triggers of {string.Join(", ", missing)} are gone or disabled: somebody did that; verify the ledger and restore"
        );
    }

    // Parameters are addresses. Without statement logging none are logged; with it all are, unless their maximum
    // length is set to 0.
    private static DatabaseFact ServerLog(NpgsqlConnection connection)
    {
        var logs =
            Text(connection, "SELECT current_setting('log_statement')") is "mod" or "all"
            || Text(connection, "SELECT current_setting('log_min_duration_statement')") != "-1";
        var hides = Text(connection, "SELECT current_setting('log_parameter_max_length')") == "0";
        return new DatabaseFact(
            "server log",
            !logs || hides,
            logs && !hides
                ? "writes statements with their parameters, which are addresses: set log_parameter_max_length = 0"
                : "no addresses go there"
        );
    }

    // A right that is missing shows only when somebody leaves, chooses or is erased.
    private static DatabaseFact Rights(NpgsqlConnection connection)
    {
        var missing = Text(
            connection,
            $"""
            SELECT coalesce(string_agg(needed || ' on ' || tablename, ', ' ORDER BY tablename, needed), '')
            FROM pg_tables CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS rights (needed)
            WHERE schemaname = current_schema() AND tablename NOT LIKE '\_\_%'
                AND NOT (tablename IN ({string.Join(
                ", ",
                AppendOnly.Select(table => $"'{table}'")
            )}) AND needed IN ('UPDATE', 'DELETE'))
                AND NOT has_table_privilege(format('%I.%I', schemaname, tablename), needed)
            """
        );
        return new DatabaseFact(
            "rights",
            missing.Length == 0,
            missing.Length == 0
                ? "the role may read and write every table"
                : $"the role lacks {missing}: GRANT it, or what needs it is answered 503"
        );
    }

    // The least of what the server, the database and the role allow.
    private static DatabaseFact MaxConnections(NpgsqlConnection connection)
    {
        var limit = int.Parse(
            Text(connection, ConnectionLimits.LimitSql),
            System.Globalization.CultureInfo.InvariantCulture
        );
        return new DatabaseFact(
            "max_connections",
            limit >= ConnectionLimits.Most,
            limit >= ConnectionLimits.Most
                ? Invariant(
                    $"{limit} for this role; a node takes up to {ConnectionLimits.Most}, so {limit / ConnectionLimits.Most} nodes may be at their most together"
                )
                : Invariant(
                    $"is {limit} for this role, the least of max_connections and the limits of role and database; a node takes up to {ConnectionLimits.Most}"
                )
        );
    }

    private static string Text(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar() as string ?? "nothing";
    }
}
