using System.Diagnostics;
using System.Globalization;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the page of the privacy request queue as the server renders it for a signed-in staff member: every view,
/// several kinds, the first and a later page.
/// </summary>
internal sealed class QueueMeasure : Measure
{
    private const int Requests = 10_000,
        Rounds = 4;
    private static readonly string[] Views =
    [
        "open",
        "mine",
        "nobodys",
        "for-two",
        "day20",
        "day25",
        "day28",
        "overdue",
        "closed",
        "all",
    ];
    private static readonly string[] Kinds = ["", "access", "erasure", "objection"];

    public override string Name => "queue";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var installation = await bench.InstallAsync(Options.Small, cancel);
        using (var database = installation.Place.Open())
            RequestsMaker.Make(database, Requests, bench.Now);
        using (var command = installation.Run("staff", "add", "--email", "auditor@example.org", "--role", "auditor"))
        {
            var link = await command.FinishAsync(cancel);
            using var server = await installation.ServeAsync(cancel);
            using var auditor = new Visitor(server.Port);
            await auditor.SignInAsync(link, "auditor@example.org", cancel);
            var times = new List<double>();
            for (var round = 0; round <= Rounds; round++)
                foreach (
                    var path in from view in Views
                    from kind in Kinds
                    from page in (int[])[1, 7]
                    select string.Create(
                        CultureInfo.InvariantCulture,
                        $"/staff/requests?view={view}&kind={kind}&page={page}"
                    )
                )
                {
                    var clock = Stopwatch.StartNew();
                    await auditor.ReadAsync(path, cancel);
                    // The first round is not counted: it compiles.
                    if (round > 0)
                        times.Add(clock.Elapsed.TotalMilliseconds);
                }
            times.Sort();
            return
            [
                new Row(
                    $"request queue of {Figure.Text(Requests)}, any filter: p95",
                    times[(int)(times.Count * 0.95)],
                    "ms",
                    null,
                    null,
                    Floor.AtMost(50)
                ),
                new Row($"request queue of {Figure.Text(Requests)}, any filter: p50", times[times.Count / 2], "ms"),
            ];
        }
    }
}
