using Npgsql;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Tests.Databases;

/// <summary>Role of a single node, which may read and write the tables and owns none of them.</summary>
internal sealed class NodeRole(PostgresCluster cluster) : IAsyncDisposable
{
    private string database = "";

    public string Name { get; } = $"r{RandomId.New():N}";

    public static async Task<NodeRole> NewAsync() => new(await PostgresCluster.SharedAsync());

    /// <summary>Makes the role, for that database.</summary>
    public async Task MakeAsync(TestDatabase stored)
    {
        database = new NpgsqlConnectionStringBuilder(stored.ConnectionString).Database!;
        await RunAsync(
            $"""
            CREATE ROLE {Name} LOGIN;
            GRANT USAGE ON SCHEMA public TO {Name};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {Name};
            GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {Name};
            """
        );
    }

    /// <summary>Runs a statement as the owner of the tables.</summary>
    public Task RunAsync(string sql) => cluster.ExecuteAsync(sql, database);

    public Task LimitAsync(int connections) => RunAsync($"ALTER ROLE {Name} CONNECTION LIMIT {connections}");

    /// <summary>Ends every session of the role, as a restart of the server does.</summary>
    public Task EndSessionsAsync() =>
        RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{Name}'");

    public async ValueTask DisposeAsync()
    {
        if (database.Length == 0)
            return;
        await EndSessionsAsync();
        await RunAsync($"DROP OWNED BY {Name}; DROP ROLE {Name}");
    }
}
