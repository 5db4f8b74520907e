using System.Globalization;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;

namespace PreferenceCenter.Benchmarks.Databases;

/// <summary>A database on the PostgreSQL server of the benchmarks.</summary>
internal sealed class ServerPlace : Place
{
    private static int count;
    private readonly PostgresServer server;
    private readonly string name = string.Create(
        CultureInfo.InvariantCulture,
        $"people{Interlocked.Increment(ref count)}"
    );

    private ServerPlace(PostgresServer server) => this.server = server;

    public override DatabaseProvider Provider => DatabaseProvider.PostgreSql;
    public override string ConnectionString => server.ConnectionString(name);
    public override IReadOnlyList<MeasuredProgram> Parts => [server.Part];

    public static async Task<ServerPlace> CreateAsync(PostgresServer server, CancellationToken cancel)
    {
        var place = new ServerPlace(server);
        await server.ExecuteAsync($"CREATE DATABASE {place.name}", cancel);
        return place;
    }

    public override Database Open() => new PostgresDatabase(ConnectionString);

    public override async Task<Place> CopyAsync(CancellationToken cancel)
    {
        var copy = new ServerPlace(server);
        await server.ExecuteAsync($"CREATE DATABASE {copy.name} TEMPLATE {name}", cancel);
        return copy;
    }

    public override async Task SettleAsync(CancellationToken cancel)
    {
        await server.ExecuteAsync("VACUUM (ANALYZE)", cancel, name);
        await server.ExecuteAsync("CHECKPOINT", cancel);
    }

    public override Task DropAsync(CancellationToken cancel) =>
        server.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)", cancel);
}
