using Microsoft.Data.Sqlite;
using Npgsql;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;

namespace PreferenceCenter.Tests.Databases;

/// <summary>
/// Plain SQL on a test's database, without the program. Parameters are named <c>@p0</c>, <c>@p1</c>, …
/// </summary>
internal sealed class RawDatabase : IDisposable
{
    private readonly System.Data.Common.DbConnection connection;

    public RawDatabase(DatabaseProvider provider, string connectionString)
    {
        connection =
            provider == DatabaseProvider.PostgreSql
                ? new NpgsqlConnection(PooledAs(connectionString))
                : new SqliteConnection(connectionString);
        connection.Open();
    }

    public RawDatabase(string file)
        : this(DatabaseProvider.Sqlite, SqliteDatabase.ConnectionStringFor(file)) { }

    /// <summary>Connection string of the connections that a test process keeps for plain SQL.</summary>
    private static string PooledAs(string connectionString) =>
        connectionString + ";Server Compatibility Mode=NoTypeLoading;Application Name=test";

    /// <summary>Closes the connections to that database that are kept.</summary>
    public static void CloseIdle(string connectionString)
    {
        using var connection = new NpgsqlConnection(PooledAs(connectionString));
        NpgsqlConnection.ClearPool(connection);
    }

    /// <summary>Returns the names of all tables.</summary>
    public string Tables =>
        IsFile
            ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            : "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";

    private bool IsFile => connection is SqliteConnection;

    public IEnumerable<string> ColumnsOf(string table) =>
        Rows(
                IsFile
                    ? "SELECT name FROM pragma_table_info(@p0)"
                    : "SELECT column_name::text FROM information_schema.columns WHERE table_name = @p0",
                table
            )
            .Select(row => (string)row[0]!);

    /// <summary>Drops the triggers of an append-only table, as the owner of the table can.</summary>
    public void Unprotect(string table)
    {
        if (IsFile)
            foreach (
                var trigger in Rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = @p0", table)
            )
                Run($"""DROP TRIGGER "{trigger[0]}" """);
        else
            Run($"""ALTER TABLE "{table}" DISABLE TRIGGER USER""");
    }

    /// <summary>From now on the database refuses every change of that subscriber.</summary>
    public void Poison(long subscriber) =>
        Run(
            IsFile
                ? $"""CREATE TRIGGER "Poison" BEFORE UPDATE ON "Subscribers" WHEN OLD."Id" = {subscriber} BEGIN SELECT RAISE(ABORT, 'poisoned'); END"""
                : $"""
                CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poisoned'; END $$;
                CREATE TRIGGER "Poison" BEFORE UPDATE ON "Subscribers" FOR EACH ROW WHEN (OLD."Id" = {subscriber}) EXECUTE FUNCTION poison()
                """
        );

    /// <summary>Waits until that many connections of this database wait for a lock (PostgreSQL only).</summary>
    public async Task UntilWaitingAsync(int count, CancellationToken cancel)
    {
        // Within a transaction the server shows its sessions as of the first query, unless the snapshot is cleared.
        for (
            ;
            Scalar<long>(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            ) < count;
            await Task.Delay(5, cancel)
        )
            Run("SELECT pg_stat_clear_snapshot()");
    }

    public int Run(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public T Scalar<T>(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        var value = command.ExecuteScalar()!;
        // Sums and small columns have different integer widths in the two drivers.
        return value is T same
            ? same
            : (T)Convert.ChangeType(value, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    public long Count(string table) => Scalar<long>($"""SELECT COUNT(*) FROM "{table}" """);

    public List<object?[]> Rows(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        using var row = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (row.Read())
            rows.Add([
                .. Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : Wide(row.GetValue(i))),
            ]);
        return rows;
    }

    private static object Wide(object value) =>
        value is short or int ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : value;

    private System.Data.Common.DbCommand Command(string sql, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", values[i] ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public void Dispose() => connection.Dispose();
}
