using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;

namespace PreferenceCenter.Benchmarks;

/// <summary>What the measures of one run share: the published program, the databases, the place for files.</summary>
internal sealed class Bench(Options options, Workspace workspace)
{
    private readonly Dictionary<Crowd, CrowdDatabase> crowds = [];
    private string? program = options.Program;

    public Options Options => options;
    public Workspace Workspace => workspace;
    public DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>A fresh copy of a database under the published program.</summary>
    public async Task<Installation> InstallAsync(Crowd crowd, CancellationToken cancel) =>
        new(workspace, await ProgramAsync(cancel), await CrowdAsync(crowd, cancel));

    public async Task<CrowdDatabase> CrowdAsync(Crowd crowd, CancellationToken cancel)
    {
        if (crowds.TryGetValue(crowd, out var known)) return known;
        Say($"making {crowd.People:#,0} people with {crowd.Pairs:#,0} subscriptions …");
        var file = workspace.NewFile("people.db");
        await CrowdMaker.MakeAsync(file, crowd, Now, cancel);
        return crowds[crowd] = new CrowdDatabase(file, crowd);
    }

    public async Task<string> ProgramAsync(CancellationToken cancel)
    {
        if (program is not null) return program;
        Say("publishing the product …");
        return program = await Publisher.PublishAsync(workspace, cancel);
    }

    public static void Say(string what) => Console.Error.WriteLine(what);
}
