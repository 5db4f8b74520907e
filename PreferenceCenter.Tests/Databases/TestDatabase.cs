using Microsoft.Data.Sqlite;
using Npgsql;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Databases;

/// <summary>
/// A database of one test's own, of the kind the test is run for. Copied from a template, made once in a process: migrating takes a quarter of a
/// second, copying next to nothing.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Dictionary<string, Lazy<Task<TestDatabase>>> Templates = [];
    private readonly string? name;

    private TestDatabase(DatabaseProvider provider, string connectionString, string? file, string? name) =>
        (Provider, ConnectionString, File, this.name) = (provider, connectionString, file, name);

    public DatabaseProvider Provider { get; }
    public string ConnectionString { get; }
    /// <summary>Where it is a file.</summary>
    public string? File { get; }

    /// <summary>What the running test is run for.</summary>
    public static DatabaseProvider Wanted =>
        TestContext.Current.TestCase?.Traits.TryGetValue(Twins.Trait, out var kinds) == true && kinds.Contains(Twins.PostgreSql) ? DatabaseProvider.PostgreSql : DatabaseProvider.Sqlite;

    /// <summary>Migrated and empty.</summary>
    public static Task<TestDatabase> NewAsync(string directory) => NewAsync(directory, "empty", database => Task.CompletedTask);

    /// <summary>As <paramref name="fill"/> left the first one of that name.</summary>
    public static async Task<TestDatabase> NewAsync(string directory, string template, Func<TestDatabase, Task> fill)
    {
        var provider = Wanted;
        Lazy<Task<TestDatabase>>? made;
        lock (Templates)
            if (!Templates.TryGetValue($"{template} {provider}", out made))
                Templates.Add($"{template} {provider}", made = new(() => MakeAsync(provider, fill)));
        return await CopyAsync(await made.Value, directory);
    }

    /// <summary>One that is not migrated yet.</summary>
    public static async Task<TestDatabase> BlankAsync(string directory, DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite) return OfFile(Path.Combine(directory, "preference-center.db"));
        var cluster = await PostgresCluster.SharedAsync();
        var name = NewName();
        await cluster.ExecuteAsync($"CREATE DATABASE {name}");
        return new TestDatabase(provider, cluster.ConnectionString(name), null, name);
    }

    /// <summary>A further handle on a database file.</summary>
    public static TestDatabase OfFile(string file) => new(DatabaseProvider.Sqlite, SqliteDatabase.ConnectionStringFor(file), file, null);

    public static Database Open(DatabaseProvider provider, string connectionString) =>
        provider == DatabaseProvider.PostgreSql ? new PostgresDatabase(connectionString) : new SqliteDatabase(connectionString);

    public Database Open() => Open(Provider, ConnectionString);

    /// <summary>A connection that belongs to nobody here, for looking on and for breaking things.</summary>
    public RawDatabase Raw() => new(Provider, ConnectionString);

    /// <summary>As on a command line, without the dashes.</summary>
    public IEnumerable<string> Settings => [$"Database:Provider={Provider}", $"ConnectionStrings:PreferenceCenter={ConnectionString}"];

    private static async Task<TestDatabase> MakeAsync(DatabaseProvider provider, Func<TestDatabase, Task> fill)
    {
        var made = await BlankAsync(Directory.CreateTempSubdirectory("preference-center-").FullName, provider);
        using (var database = made.Open()) await database.MigrateAsync(CancellationToken.None);
        await fill(made);
        if (made.File is null) return made;
        using var raw = made.Raw();
        Assert.Equal(0, raw.Scalar<long>("PRAGMA wal_checkpoint(TRUNCATE)"));
        return made;
    }

    private static async Task<TestDatabase> CopyAsync(TestDatabase template, string directory)
    {
        if (template.File is { } file)
        {
            var copy = OfFile(Path.Combine(directory, "preference-center.db"));
            System.IO.File.Copy(file, copy.File!);
            return copy;
        }
        var cluster = await PostgresCluster.SharedAsync();
        var name = NewName();
        await cluster.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template.name}");
        return new TestDatabase(template.Provider, cluster.ConnectionString(name), null, name);
    }

    /// <summary>Notes which one belongs to a directory, for whoever starts a centre over it.</summary>
    public void NoteIn(string directory) => System.IO.File.WriteAllLines(NoteOf(directory), [Provider.ToString(), ConnectionString, name ?? ""]);

    /// <summary>The one noted there; nothing where a centre makes its own.</summary>
    public static TestDatabase? NotedIn(string directory)
    {
        if (!System.IO.File.Exists(NoteOf(directory))) return null;
        var noted = System.IO.File.ReadAllLines(NoteOf(directory));
        return noted[2].Length == 0 ? OfFile(new SqliteConnectionStringBuilder(noted[1]).DataSource) : new TestDatabase(DatabaseProvider.PostgreSql, noted[1], null, noted[2]);
    }

    private static string NoteOf(string directory) => Path.Combine(directory, "database.txt");

    private static string NewName() => $"t{RandomId.New():N}";

    public async ValueTask DisposeAsync()
    {
        if (name is not null) await (await PostgresCluster.SharedAsync()).ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }
}

/// <summary>Plain SQL on a test's database, with none of the program between. Values are called <c>@p0</c>, <c>@p1</c>, …</summary>
internal sealed class RawDatabase : IDisposable
{
    private readonly System.Data.Common.DbConnection connection;

    public RawDatabase(DatabaseProvider provider, string connectionString)
    {
        connection = provider == DatabaseProvider.PostgreSql ? new NpgsqlConnection(connectionString + ";Pooling=false") : new SqliteConnection(connectionString);
        connection.Open();
    }

    public RawDatabase(string file) : this(DatabaseProvider.Sqlite, SqliteDatabase.ConnectionStringFor(file))
    {
    }

    /// <summary>Gives the name of each table.</summary>
    public string Tables => connection is SqliteConnection
        ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        : "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";

    public int Run(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public T Scalar<T>(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        var value = command.ExecuteScalar()!;
        // Sums and small columns come in other widths from one driver than from the other.
        return value is T same ? same : (T)Convert.ChangeType(value, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    public long Count(string table) => Scalar<long>($"""SELECT COUNT(*) FROM "{table}" """);

    public List<object?[]> Rows(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        using var row = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (row.Read()) rows.Add([.. Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : Wide(row.GetValue(i)))]);
        return rows;
    }

    private static object Wide(object value) => value is short or int ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : value;

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
