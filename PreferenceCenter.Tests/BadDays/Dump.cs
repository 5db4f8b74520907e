using Npgsql;
using PreferenceCenter.Data;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Dump of the database of a bad day, made by <c>pg_dump</c> while both nodes serve, to be put in its place later.
/// </summary>
internal sealed class Dump
{
    private readonly PostgresCluster cluster;
    private readonly TestDatabase stored;
    private readonly string name;

    private Dump(PostgresCluster cluster, TestDatabase stored) =>
        (this.cluster, this.stored, name, BegunAt) = (
            cluster,
            stored,
            new NpgsqlConnectionStringBuilder(stored.ConnectionString).Database!,
            TimeProvider.System.GetTimestamp()
        );

    private string Copy => name + "_restored";
    private string File => Path.Combine(cluster.Home, "day.dump");

    /// <summary>What was acknowledged before this is in the dump.</summary>
    public long BegunAt { get; }

    public static async Task<Dump> MakeAsync(PostgresCluster cluster, TestDatabase stored)
    {
        var dump = new Dump(cluster, stored);
        await cluster.DumpAsync(dump.name, dump.File);
        return dump;
    }

    /// <summary>Loads the dump into a database of its own, beside the one that is served.</summary>
    public async Task LoadAsync()
    {
        await cluster.ExecuteAsync($"CREATE DATABASE {Copy}");
        await cluster.LoadAsync(Copy, File);
    }

    /// <summary>Puts the loaded database in the place of the served one, under whatever uses that.</summary>
    public async Task<Restore> ReplaceAsync(Lists lists, string how)
    {
        var (was, people, waiting) = (
            Uncertain(stored.OwnerConnectionString),
            new HashSet<string>(),
            new HashSet<Guid>()
        );
        using (var copy = new RawDatabase(DatabaseProvider.PostgreSql, cluster.ConnectionString(Copy)))
        {
            people.UnionWith(copy.Rows("""SELECT "AddressKey" FROM "Subscribers" """).Select(row => (string)row[0]!));
            waiting.UnionWith(
                copy.Rows("""SELECT "MessageId" FROM "Outbox" WHERE "State" = @p0""", (int)MailState.Waiting)
                    .Select(row => Id(row[0]))
            );
        }
        RawDatabase.CloseIdle(cluster.ConnectionString(Copy));
        RawDatabase.CloseIdle(stored.OwnerConnectionString);
        await cluster.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        // While there is neither: whoever is imported before is forgotten, whoever is imported after is not.
        var forgotten = lists.Forget(people, BegunAt);
        await cluster.ExecuteAsync($"ALTER DATABASE {Copy} RENAME TO {name}");
        return new Restore(how, BegunAt, TimeProvider.System.GetTimestamp(), forgotten, waiting, was);
    }

    private static Dictionary<Guid, int> Uncertain(string connectionString)
    {
        using var raw = new RawDatabase(DatabaseProvider.PostgreSql, connectionString);
        return raw.Rows("""SELECT "MessageId", "Uncertain" FROM "Outbox" WHERE "Uncertain" > 0""")
            .ToDictionary(row => Id(row[0]), row => (int)(long)row[1]!);
    }

    private static Guid Id(object? bytes) => new((byte[])bytes!, bigEndian: true);
}
