using Microsoft.Data.Sqlite;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Databases;

/// <summary>
/// Database of a single test, of the kind the test runs on. It is copied from a template made once per process: a
/// migration takes a quarter of a second, a copy almost no time.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Dictionary<string, Lazy<Task<TestDatabase>>> Templates = [];
    private readonly string? name;

    private TestDatabase(DatabaseProvider provider, string connectionString, string? file, string? name) =>
        (Provider, ConnectionString, File, this.name) = (provider, connectionString, file, name);

    public DatabaseProvider Provider { get; }

    /// <summary>
    /// What the program is given. On PostgreSQL a migrated database is served by a role that may only read and write
    /// rows, as docs/postgresql.md has it: whatever a test on PostgreSQL does, a node does with these rights.
    /// </summary>
    public string ConnectionString { get; }

    /// <summary>The owner of the tables: for plain SQL, and for commands that fill tables.</summary>
    public string OwnerConnectionString =>
        ConnectionString.Replace(PostgresCluster.NodesUser, PostgresCluster.OwnerUser, StringComparison.Ordinal);

    /// <summary>Path of the file; only for SQLite.</summary>
    public string? File { get; }

    /// <summary>Provider that the running test uses.</summary>
    public static DatabaseProvider Wanted =>
        TestContext.Current.TestCase?.Traits.TryGetValue(PostgresCases.Trait, out var kinds) == true
        && kinds.Contains(PostgresCases.PostgreSql)
            ? DatabaseProvider.PostgreSql
            : DatabaseProvider.Sqlite;

    /// <summary>Creates a migrated, empty database.</summary>
    public static Task<TestDatabase> NewAsync(string directory) =>
        NewAsync(directory, "empty", database => Task.CompletedTask);

    /// <summary>
    /// Creates a copy of the database that <paramref name="fill"/> made when that name was first used.
    /// </summary>
    public static async Task<TestDatabase> NewAsync(string directory, string template, Func<TestDatabase, Task> fill)
    {
        var provider = Wanted;
        Lazy<Task<TestDatabase>>? made;
        lock (Templates)
            if (!Templates.TryGetValue($"{template} {provider}", out made))
                Templates.Add($"{template} {provider}", made = new(() => MakeAsync(provider, fill)));
        return await CopyAsync(await made.Value, directory);
    }

    /// <summary>Creates a database without migrations.</summary>
    public static async Task<TestDatabase> BlankAsync(string directory, DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
            return OfFile(Path.Combine(directory, "preference-center.db"));
        var cluster = await PostgresCluster.SharedAsync();
        var name = NewName();
        await cluster.ExecuteAsync($"CREATE DATABASE {name}");
        return new TestDatabase(provider, cluster.ConnectionString(name), null, name);
    }

    /// <summary>Creates a database on a server that the test will end.</summary>
    public static async Task<TestDatabase> OnAsync(PostgresCluster cluster)
    {
        var name = NewName();
        await cluster.ExecuteAsync($"CREATE DATABASE {name}");
        return new TestDatabase(DatabaseProvider.PostgreSql, cluster.ConnectionString(name), null, null);
    }

    /// <summary>Opens another handle on a database file.</summary>
    public static TestDatabase OfFile(string file) =>
        new(DatabaseProvider.Sqlite, SqliteDatabase.ConnectionStringFor(file), file, null);

    public static Database Open(DatabaseProvider provider, string connectionString) =>
        provider == DatabaseProvider.PostgreSql
            ? new PostgresDatabase(connectionString)
            : new SqliteDatabase(connectionString);

    public Database Open() => Open(Provider, ConnectionString);

    /// <summary>Opens a connection outside the program, to inspect the database or to damage it.</summary>
    public RawDatabase Raw() => new(Provider, OwnerConnectionString);

    /// <summary>Holds the database's write lock until disposed, as another process would.</summary>
    public IDisposable Hold()
    {
        var raw = Raw();
        raw.Run(
            File is null
                ? """BEGIN; LOCK TABLE "Subscribers", "LogHeads", "Seals" IN EXCLUSIVE MODE"""
                : "BEGIN IMMEDIATE"
        );
        return raw;
    }

    /// <summary>
    /// Saves the current state and returns an action that restores it, for tests that cut off what came later. No
    /// connection may be open.
    /// </summary>
    public async Task<Func<Task>> KeepAsync()
    {
        if (File is not null)
        {
            var kept = await System.IO.File.ReadAllBytesAsync(File);
            return () => System.IO.File.WriteAllBytesAsync(File, kept);
        }
        var cluster = await PostgresCluster.SharedAsync();
        RawDatabase.CloseIdle(OwnerConnectionString);
        await cluster.ExecuteAsync($"CREATE DATABASE {name}_kept TEMPLATE {name}");
        return async () =>
        {
            RawDatabase.CloseIdle(OwnerConnectionString);
            await cluster.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
            await cluster.ExecuteAsync($"ALTER DATABASE {name}_kept RENAME TO {name}");
        };
    }

    /// <summary>Settings for this database as on a command line, without the dashes.</summary>
    public IEnumerable<string> Settings =>
        [$"Database:Provider={Provider}", $"ConnectionStrings:PreferenceCenter={ConnectionString}"];

    private static async Task<TestDatabase> MakeAsync(DatabaseProvider provider, Func<TestDatabase, Task> fill)
    {
        var made = await BlankAsync(Directory.CreateTempSubdirectory("preference-center-").FullName, provider);
        using (var database = made.Open())
            await database.MigrateAsync(CancellationToken.None);
        if (made.File is null)
            await (await PostgresCluster.SharedAsync()).ExecuteAsync(PostgresCluster.NodesRights, made.name!);
        await fill(made);
        // Copies are of another directory, which has no journal yet.
        using (var filled = made.Raw())
            filled.Run("""DELETE FROM "Journals" """);
        if (made.File is null)
        {
            RawDatabase.CloseIdle(made.OwnerConnectionString);
            return made;
        }
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
        return new TestDatabase(template.Provider, cluster.NodesConnectionString(name), null, name);
    }

    /// <summary>The same database, for a program that runs as the owner of its tables.</summary>
    public TestDatabase AsOwner() => new(Provider, OwnerConnectionString, File, name);

    /// <summary>Notes the database that belongs to a directory, for code that starts a centre there.</summary>
    public void NoteIn(string directory) =>
        System.IO.File.WriteAllLines(NoteOf(directory), [Provider.ToString(), ConnectionString, name ?? ""]);

    /// <summary>The database noted for that directory; null if the centre creates its own.</summary>
    public static TestDatabase? NotedIn(string directory)
    {
        if (!System.IO.File.Exists(NoteOf(directory)))
            return null;
        var noted = System.IO.File.ReadAllLines(NoteOf(directory));
        return noted[0] == nameof(DatabaseProvider.Sqlite)
            ? OfFile(new SqliteConnectionStringBuilder(noted[1]).DataSource)
            : new TestDatabase(DatabaseProvider.PostgreSql, noted[1], null, noted[2].Length == 0 ? null : noted[2]);
    }

    private static string NoteOf(string directory) => Path.Combine(directory, "database.txt");

    private static string NewName() => $"t{RandomId.New():N}";

    public async ValueTask DisposeAsync()
    {
        if (name is null)
            return;
        RawDatabase.CloseIdle(OwnerConnectionString);
        await (await PostgresCluster.SharedAsync()).ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }
}
