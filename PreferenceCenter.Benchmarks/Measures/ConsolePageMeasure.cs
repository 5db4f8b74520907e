using System.Diagnostics;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures a page of the console on PostgreSQL whose queries use pooled connections, compared with a new connection
/// for each query. Two nodes over one database show the same page in turns.
/// </summary>
internal sealed class ConsolePageMeasure : Measure
{
    private const string Page = "/staff/requests",
        Address = "auditor@example.org";
    private const int Requests = 1000,
        Warmup = 40;
    private static readonly Floor OfNew = Floor.AtLeast(3);

    public override string Name => "console-page";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var times = bench.Options.Quick ? 60 : 200;
        var pooled = await bench.InstallAsync(Options.Small, cancel, DatabaseProvider.PostgreSql);
        using (var database = pooled.Place.Open())
            RequestsMaker.Make(database, Requests, bench.Now);
        var unpooled = pooled.Neighbour();
        unpooled.Besides = [("ConnectionStrings__PreferenceCenter", pooled.Place.ConnectionString + ";Pooling=false")];
        using var command = pooled.Run("staff", "add", "--email", Address, "--role", "auditor");
        var link = await command.FinishAsync(cancel);

        using var first = await pooled.ServeAsync(cancel);
        using var second = await unpooled.ServeAsync(cancel);
        using Visitor kept = new(first.Port),
            anew = new(second.Port);
        await kept.SignInAsync(link, Address, cancel);
        await anew.SignInAsync(Address, cancel);
        var (keptTimes, anewTimes) = (new List<double>(), new List<double>());
        for (var time = -Warmup; time < times; time++)
        {
            var (with, without) = (await TimeAsync(kept, cancel), await TimeAsync(anew, cancel));
            if (time < 0)
                continue;
            keptTimes.Add(with);
            anewTimes.Add(without);
        }
        const string title = "console page on PostgreSQL, pooled connections";
        return
        [
            new Row(
                title,
                1000 / Median.Of(keptTimes),
                "pages/s",
                Median.Of(anewTimes) / Median.Of(keptTimes),
                "a new connection for each query",
                OfNew
            ),
            new Row($"{title}: p50", Median.Of(keptTimes), "ms"),
            new Row("the same, a new connection for each query: p50", Median.Of(anewTimes), "ms"),
        ];
    }

    private static async Task<double> TimeAsync(Visitor auditor, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        await auditor.ReadAsync(Page, cancel);
        return clock.Elapsed.TotalMilliseconds;
    }
}
