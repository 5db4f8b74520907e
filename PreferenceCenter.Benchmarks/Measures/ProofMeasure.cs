using System.Diagnostics;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the command <c>consent proof</c> for one subscriber, as a whole process, among very many subscribers
/// compared with few.
/// </summary>
internal sealed class ProofMeasure : Measure
{
    private const int Times = 7;
    private static readonly Floor OverSmall = Floor.AtMost(1.3);

    public override string Name => "proof";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var (few, many) = (
            await bench.CrowdAsync(Options.Small, cancel),
            await bench.CrowdAsync(bench.Options.Large, cancel)
        );
        var (small, large) = (
            await bench.InstallAsync(few.Crowd, cancel),
            await bench.InstallAsync(many.Crowd, cancel)
        );
        var (among, ratios) = (new List<double>(), new List<double>());
        for (var time = 0; time <= Times; time++)
        {
            var (fast, slow) = (
                await ProveAsync(small, few.Crowd.People * (time + 1) / 10, cancel),
                await ProveAsync(large, many.Crowd.People * (time + 1) / 10, cancel)
            );
            Bench.Say(
                $"  consent proof: {Figure.Text(slow)} s among {many.Crowd.People}, {Figure.Text(fast)} s among {few.Crowd.People}"
            );
            // The first run of each reads the program and the database from the disk.
            if (time == 0)
                continue;
            among.Add(slow);
            ratios.Add(slow / fast);
        }
        return
        [
            new Row(
                $"consent proof of one among {Figure.Text(many.Crowd.People)}, whole process",
                Median.Of(among),
                "s",
                Median.Of(ratios),
                $"the same among {Figure.Text(few.Crowd.People)}",
                OverSmall
            ),
        ];
    }

    private static async Task<double> ProveAsync(Installation installation, int person, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        using var command = installation.Run("consent", "proof", "--email", CrowdMaker.AddressOf(person));
        var output = await command.FinishAsync(cancel);
        return output.Contains(CrowdMaker.AddressOf(person), StringComparison.Ordinal)
            ? clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException(output);
    }
}
