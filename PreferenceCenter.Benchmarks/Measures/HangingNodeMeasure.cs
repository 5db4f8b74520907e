using System.Diagnostics;
using PreferenceCenter.Benchmarks.Load;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures leaves through nginx, each tried once, while one of two nodes hangs, and how soon a node answers whether it
/// is ready while its database is away.
/// </summary>
internal sealed class HangingNodeMeasure : Measure
{
    private const int ASecond = 40;
    private const int Asked = 200;
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(3),
        BetweenQuestions = TimeSpan.FromMilliseconds(50);

    public override string Name => "hanging-node";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var hangs = TimeSpan.FromSeconds(bench.Options.Quick ? 12 : 60);
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel, DatabaseProvider.PostgreSql);
        var installation = await bench.InstallAsync(crowd.Crowd, cancel, DatabaseProvider.PostgreSql);
        var books = Books.Open(installation);
        using var victim = await installation.ServeAsync(cancel);
        using var other = await installation.Neighbour().ServeAsync(cancel);
        using var nginx = await Nginx.StartAsync(bench.Workspace, [victim, other], cancel);
        IReadOnlyList<Moment> moments;
        var load = SteadyLeaves.Start(bench, crowd, nginx.Port, cancel, ASecond, (hangs + 2 * Around).TotalSeconds);
        await using (load)
        {
            await Task.Delay(Around, cancel);
            victim.Child.Signal("STOP");
            await Task.Delay(hangs, cancel);
            victim.Child.Signal("CONT");
            await Task.Delay(Around, cancel);
            moments = await load.EndAsync();
        }
        books.Close(SteadyLeaves.Acknowledged(moments));
        var title = Invariant(
            $"of {ASecond} leaves a second through nginx, one of two nodes hanging for {hangs.TotalSeconds} s"
        );
        return
        [
            new Row($"{title}: lost", moments.Count(m => !m.Expected), "leaves", Floor: Floor.AtMost(0)),
            new Row($"{title}: slowest", moments.Max(m => m.Took) / 1000, "s", Floor: Floor.AtMost(10)),
            new Row(
                "ready's answer with the database away: p99",
                await ReadyAsync(bench, other, cancel),
                "s",
                Floor: Floor.AtMost(0.5)
            ),
        ];
    }

    private static async Task<double> ReadyAsync(Bench bench, ServerProcess node, CancellationToken cancel)
    {
        var server = await bench.ServerAsync(cancel);
        await server.StopAsync(immediate: true, cancel);
        try
        {
            var answers = new List<double>(Asked);
            for (var i = 0; i < Asked; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await Readiness.GetAsync(node.Port, "/health/ready", cancel);
                answers.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                await Task.Delay(BetweenQuestions, cancel);
            }
            return answers.Order().ElementAt(Asked * 99 / 100);
        }
        finally
        {
            await server.StartAsync(Wrapper.None, cancel);
        }
    }
}
