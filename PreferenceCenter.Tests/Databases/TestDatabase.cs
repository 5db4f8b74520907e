using Microsoft.Data.Sqlite;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Databases;

/// <summary>
/// A database of one test's own, of the kind the test is run for. Copied from a template, made once in a process:
/// migrating takes a quarter of a second, copying next to nothing.
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
        TestContext.Current.TestCase?.Traits.TryGetValue(Twins.Trait, out var kinds) == true
        && kinds.Contains(Twins.PostgreSql)
            ? DatabaseProvider.PostgreSql
            : DatabaseProvider.Sqlite;

    /// <summary>Migrated and empty.</summary>
    public static Task<TestDatabase> NewAsync(string directory) =>
        NewAsync(directory, "empty", database => Task.CompletedTask);

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
        if (provider == DatabaseProvider.Sqlite)
            return OfFile(Path.Combine(directory, "preference-center.db"));
        var cluster = await PostgresCluster.SharedAsync();
        var name = NewName();
        await cluster.ExecuteAsync($"CREATE DATABASE {name}");
        return new TestDatabase(provider, cluster.ConnectionString(name), null, name);
    }

    /// <summary>One on a server that the test will end, and goes with it.</summary>
    public static async Task<TestDatabase> OnAsync(PostgresCluster cluster)
    {
        var name = NewName();
        await cluster.ExecuteAsync($"CREATE DATABASE {name}");
        return new TestDatabase(DatabaseProvider.PostgreSql, cluster.ConnectionString(name), null, null);
    }

    /// <summary>A further handle on a database file.</summary>
    public static TestDatabase OfFile(string file) =>
        new(DatabaseProvider.Sqlite, SqliteDatabase.ConnectionStringFor(file), file, null);

    public static Database Open(DatabaseProvider provider, string connectionString) =>
        provider == DatabaseProvider.PostgreSql
            ? new PostgresDatabase(connectionString)
            : new SqliteDatabase(connectionString);

    public Database Open() => Open(Provider, ConnectionString);

    /// <summary>A connection that belongs to nobody here, for looking on and for breaking things.</summary>
    public RawDatabase Raw() => new(Provider, ConnectionString);

    /// <summary>The database's write lock, as another process would hold it, until disposed.</summary>
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
    /// Keeps it as it is now. Gives the way back, for whoever wants to cut off what came later. Nobody may have it
    /// open.
    /// </summary>
    public async Task<Func<Task>> KeepAsync()
    {
        if (File is not null)
        {
            var kept = await System.IO.File.ReadAllBytesAsync(File);
            return () => System.IO.File.WriteAllBytesAsync(File, kept);
        }
        var cluster = await PostgresCluster.SharedAsync();
        await cluster.ExecuteAsync($"CREATE DATABASE {name}_kept TEMPLATE {name}");
        return async () =>
        {
            await cluster.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
            await cluster.ExecuteAsync($"ALTER DATABASE {name}_kept RENAME TO {name}");
        };
    }

    /// <summary>As on a command line, without the dashes.</summary>
    public IEnumerable<string> Settings =>
        [$"Database:Provider={Provider}", $"ConnectionStrings:PreferenceCenter={ConnectionString}"];

    private static async Task<TestDatabase> MakeAsync(DatabaseProvider provider, Func<TestDatabase, Task> fill)
    {
        var made = await BlankAsync(Directory.CreateTempSubdirectory("preference-center-").FullName, provider);
        using (var database = made.Open())
            await database.MigrateAsync(CancellationToken.None);
        await fill(made);
        if (made.File is null)
            return made;
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
    public void NoteIn(string directory) =>
        System.IO.File.WriteAllLines(NoteOf(directory), [Provider.ToString(), ConnectionString, name ?? ""]);

    /// <summary>The one noted there; nothing where a centre makes its own.</summary>
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
        if (name is not null)
            await (await PostgresCluster.SharedAsync()).ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }
}
