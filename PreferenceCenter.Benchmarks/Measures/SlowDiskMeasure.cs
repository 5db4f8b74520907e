using System.Globalization;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the same leaves on a disk where every sync takes 2 ms longer, for the product and its comparison, whichever
/// process syncs. It also measures syncs a second, so that a delay that does not work is noticed.
/// </summary>
internal sealed class SlowDiskMeasure(string name, LeaveMeasure leave) : Measure
{
    private const int Seconds = 1;

    public override string Name => name;

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var rows =
            leave.Provider == DatabaseProvider.Sqlite
                ? await leave.RunAsync(bench, Wrapper.SlowDisk, cancel)
                : await RunOnSlowServerAsync(bench, cancel);
        var (asTheyAre, slowed) = (new List<double>(), new List<double>());
        for (var round = 0; round < Math.Min(3, bench.Options.Rounds); round++)
        {
            asTheyAre.Add(await SyncsAsync(bench, Wrapper.None, cancel));
            slowed.Add(await SyncsAsync(bench, Wrapper.SlowDisk, cancel));
        }
        return
        [
            .. rows,
            new($"syncs of 4 KiB a second, {name}: as they are", Median.Of(asTheyAre), "syncs/s"),
            // More than one sync in 2 ms would mean that nothing was slowed.
            new($"syncs of 4 KiB a second, {name}: slowed", Median.Of(slowed), "syncs/s", Floor: Floor.AtMost(500)),
        ];
    }

    // The process that commits is the one that syncs: on PostgreSQL, the server is slowed for both.
    private async Task<IReadOnlyList<Row>> RunOnSlowServerAsync(Bench bench, CancellationToken cancel)
    {
        await bench.CrowdAsync(bench.Options.Middle, cancel, leave.Provider);
        var server = await bench.ServerAsync(cancel);
        await server.RestartAsync(Wrapper.SlowDisk, cancel);
        try
        {
            return await leave.RunAsync(bench, Wrapper.None, cancel);
        }
        finally
        {
            await server.RestartAsync(Wrapper.None, cancel);
        }
    }

    private static async Task<double> SyncsAsync(Bench bench, Wrapper wrapper, CancellationToken cancel)
    {
        using var sync = Child.StartSelf(
            wrapper,
            bench.Workspace.Directory,
            [],
            "sync",
            bench.Workspace.NewFile("synced"),
            Seconds.ToString(CultureInfo.InvariantCulture)
        );
        return double.Parse(await sync.FinishAsync(cancel), CultureInfo.InvariantCulture);
    }
}
