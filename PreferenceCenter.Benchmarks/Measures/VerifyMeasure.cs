using System.Diagnostics;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the command <c>ledger verify</c>, as a whole process. Compared with hashing the same events and evidence in
/// memory.
/// </summary>
internal sealed class VerifyMeasure : Measure
{
    private static readonly Floor OverHashing = Floor.AtMost(3);

    public override string Name => "verify";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel);
        var installation = await bench.InstallAsync(crowd.Crowd, cancel);
        var log = LogInMemory.Read(installation.Place);
        log.Hash();
        var (verified, hashed) = (new List<double>(), new List<double>());
        for (var round = 0; round < Math.Min(3, bench.Options.Rounds); round++)
        {
            hashed.Add(Time(() => log.Hash()));
            var clock = Stopwatch.StartNew();
            using var command = installation.Run("ledger", "verify");
            var output = await command.FinishAsync(cancel);
            verified.Add(clock.Elapsed.TotalSeconds);
            Bench.Say(
                $"  ledger verify: {Figure.Text(verified[^1])} s, hashing alone {Figure.Text(hashed[^1])} s  {output.Trim()}"
            );
        }
        var what = $"ledger verify, {Figure.Text(log.Events)} events";
        return
        [
            new Row(
                what,
                Median.Of(verified),
                "s",
                Median.Of(verified.Zip(hashed, (v, h) => v / h)),
                "hashing them in memory",
                OverHashing
            ),
            new Row("hashing them in memory, one thread", Median.Of(hashed), "s"),
        ];
    }

    private static double Time(Action what)
    {
        var clock = Stopwatch.StartNew();
        what();
        return clock.Elapsed.TotalSeconds;
    }
}
