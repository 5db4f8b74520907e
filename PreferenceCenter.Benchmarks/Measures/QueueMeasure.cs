using System.Diagnostics;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures what the requests grid reads for a page: every view, types and due dates, each sorted by
/// every column in both directions, the first and a later page.
/// </summary>
internal sealed class QueueMeasure : Measure
{
    private const int Requests = 10_000,
        Warmup = 200;
    private static readonly Guid Self = Guid.AllBitsSet;
    private static readonly PrivacyRequestKind?[] Kinds = [null, PrivacyRequestKind.Access];

    public override string Name => "requests-grid";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var installation = await bench.InstallAsync(Options.Small, cancel);
        using var database = installation.Place.Open();
        RequestsMaker.Make(database, Requests, bench.Now);
        var queue = new PrivacyRequestQueue(
            database,
            new PrivacyRequestTerms(Automatic: false, TimeSpan.Zero, SiteCalendar.Utc),
            TimeProvider.System
        );
        var times = new List<double>();
        foreach (var (place, asked) in Asked().Take(Warmup).Concat(Asked()).Index())
        {
            var clock = Stopwatch.StartNew();
            await ReadAsync(queue, asked, cancel);
            if (place >= Warmup)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        var title = $"requests grid, {Figure.Text(Requests)} requests, any filter and sort";
        return
        [
            new Row($"{title}: p95", times[(int)(times.Count * 0.95)], "ms", Floor: Floor.AtMost(50)),
            new Row($"{title}: p50", times[times.Count / 2], "ms"),
        ];
    }

    private static IEnumerable<QueueAsked> Asked() =>
        from view in Enum.GetValues<QueueView>()
        from kind in Kinds
        from due in Enum.GetValues<QueueDue>().Select(due => (QueueDue?)due).Prepend(null)
        from sort in Enum.GetValues<QueueSort>().Select(sort => (QueueSort?)sort).Prepend(null)
        from down in (bool[])[false, true]
        from page in (int[])[1, 4]
        select new QueueAsked(view, kind, null, due, null, sort, down, page);

    // As the service of the page reads it.
    private static async Task ReadAsync(PrivacyRequestQueue queue, QueueAsked asked, CancellationToken cancel)
    {
        await queue.CountAsync(Self, cancel);
        if (asked.IsFiltered)
            await queue.ReadAsync(asked.Filter(Self), asked.Page, cancel);
        else
            await queue.PageAsync(asked.Filter(Self), asked.Page, cancel);
    }
}
