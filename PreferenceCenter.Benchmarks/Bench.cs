using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks;

/// <summary>
/// Holds what the measures of one run share: the published program, the databases, their PostgreSQL server and the
/// working directory.
/// </summary>
internal sealed class Bench(Options options, Workspace workspace) : IDisposable
{
    private readonly Dictionary<(Crowd, DatabaseProvider), CrowdDatabase> crowds = [];
    private string? program = options.Program;
    private PostgresServer? server;

    public Options Options => options;
    public Workspace Workspace => workspace;
    public DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Makes an installation of the published program with a fresh copy of a database.</summary>
    public async Task<Installation> InstallAsync(
        Crowd crowd,
        CancellationToken cancel,
        DatabaseProvider provider = DatabaseProvider.Sqlite
    ) =>
        new(
            workspace,
            await ProgramAsync(cancel),
            await (await CrowdAsync(crowd, cancel, provider)).Place.CopyAsync(cancel)
        );

    public async Task<CrowdDatabase> CrowdAsync(
        Crowd crowd,
        CancellationToken cancel,
        DatabaseProvider provider = DatabaseProvider.Sqlite
    )
    {
        if (crowds.TryGetValue((crowd, provider), out var known))
            return known;
        Say(Invariant($"making {crowd.People:#,0} people with {crowd.Pairs:#,0} subscriptions, {provider} …"));
        var place = await NewPlaceAsync(provider, cancel);
        await CrowdMaker.MakeAsync(place, crowd, Now, cancel);
        return crowds[(crowd, provider)] = new CrowdDatabase(place, crowd);
    }

    public async Task<Place> NewPlaceAsync(DatabaseProvider provider, CancellationToken cancel) =>
        provider == DatabaseProvider.Sqlite
            ? new FilePlace(workspace)
            : await ServerPlace.CreateAsync(await ServerAsync(cancel), cancel);

    public async Task<PostgresServer> ServerAsync(CancellationToken cancel) =>
        server ??= await PostgresServer.StartAsync(workspace, cancel);

    public async Task<string> ProgramAsync(CancellationToken cancel)
    {
        if (program is not null)
            return program;
        Say("publishing the product …");
        return program = await Publisher.PublishAsync(workspace, cancel);
    }

    public static void Say(string what) => Console.Error.WriteLine(what);

    public void Dispose() => server?.Dispose();
}
