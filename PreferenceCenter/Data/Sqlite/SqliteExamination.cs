using Microsoft.Data.Sqlite;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>Checks a connection to the file and the schema for the doctor command.</summary>
internal static class SqliteExamination
{
    // Of no topic, so that no statement reads the row even within its transaction.
    private const string NoScope = "-1";

    internal static readonly string[] AppendOnly =
    [
        "LedgerEvents_UPDATE",
        "LedgerEvents_DELETE",
        "Seals_UPDATE",
        "Seals_DELETE",
        "LogNodes_UPDATE",
        "LogNodes_DELETE",
        "Evidence_UPDATE",
    ];

    public static IEnumerable<DatabaseFact> Of(SqliteConnection connection)
    {
        var history = History(connection);
        yield return SqliteDatabase.Compare(history).Fact();
        yield return Pragma(connection, "journal_mode", "wal", "changes are written ahead");
        yield return Pragma(connection, "synchronous", "2", "each commit is synced (FULL)");
        yield return Pragma(connection, "secure_delete", "1", "what is deleted is overwritten");
        // What follows looks at tables.
        if (history.Count == 0)
            yield break;
        yield return DatabaseFact.OfWrite(
            connection,
            $"""INSERT INTO "UnclaimedLeaves" ("PublicId", "Scope", "At") VALUES (zeroblob(16), {NoScope}, 0)"""
        );
        string[] missing =
        [
            .. AppendOnly.Except(Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'")),
        ];
        yield return new DatabaseFact(
            "append-only",
            missing.Length == 0,
            missing.Length == 0
                ? "triggers keep the log from being altered"
                : $"the triggers {string.Join(", ", missing)} are gone: somebody took them away; verify the ledger and restore"
        );
    }

    /// <summary>The migrations of the file; none where it has no tables of ours.</summary>
    public static IReadOnlyCollection<AppliedMigration> History(SqliteConnection connection)
    {
        var tables = Texts(
            connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '\\_\\_%' ESCAPE '\\'"
        );
        if (!tables.Contains("__EFMigrationsHistory"))
            return [];
        using var command = connection.CreateCommand();
        command.CommandText = tables.Contains("__SchemaFloors")
            ? """SELECT "MigrationId", "ServedFrom" FROM "__EFMigrationsHistory" LEFT JOIN "__SchemaFloors" USING ("MigrationId")"""
            : """SELECT "MigrationId", NULL FROM "__EFMigrationsHistory" """;
        using var row = command.ExecuteReader();
        var history = new List<AppliedMigration>();
        while (row.Read())
            history.Add(new AppliedMigration(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)));
        return history;
    }

    private static DatabaseFact Pragma(SqliteConnection connection, string name, string wanted, string says)
    {
        var value = Texts(connection, "PRAGMA " + name).Single();
        return new DatabaseFact(name, value == wanted, value == wanted ? says : $"is {value}, not {wanted}");
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var texts = new List<string>();
        while (row.Read())
            texts.Add(row.GetString(0));
        return texts;
    }
}
