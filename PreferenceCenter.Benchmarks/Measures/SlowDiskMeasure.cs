using System.Globalization;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// The same leaves on a disk whose every sync takes 2 ms longer: for the product and for its peer, whichever process it
/// is that syncs. How many syncs a second that leaves is measured beside it, so that a delay that does not happen is
/// seen.
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
            // More than one in 2 ms would mean that nothing was slowed.
            new($"syncs of 4 KiB a second, {name}: slowed", Median.Of(slowed), "syncs/s", Floor: Floor.AtMost(500)),
        ];
    }

    // The one who commits syncs: there the product and its peer are slowed within the server.
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

    private static async Task<double> SyncsAsync(Bench bench, Wrapper under, CancellationToken cancel)
    {
        using var sync = Child.StartSelf(
            under,
            bench.Workspace.Directory,
            [],
            "sync",
            bench.Workspace.NewFile("synced"),
            Seconds.ToString(CultureInfo.InvariantCulture)
        );
        return double.Parse(await sync.FinishAsync(cancel), CultureInfo.InvariantCulture);
    }
}
