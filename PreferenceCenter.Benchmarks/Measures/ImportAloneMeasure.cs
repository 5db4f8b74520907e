using System.Globalization;
using PreferenceCenter.Benchmarks.Peers;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the command <c>import</c> into an empty database with nothing else running. Compared with EF's AddRange of
/// the same rows.
/// </summary>
internal sealed class ImportAloneMeasure(string name, DatabaseProvider provider) : Measure
{
    private static readonly Crowd EmptyList = new(0, 0);
    private static readonly Floor OfAddRange = Floor.AtLeast(8),
        Peak = Floor.AtMost(300);

    public override string Name => name;

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        // The comparison uses fewer rows: it would take minutes, and gets slower with more rows.
        var (rows, peerRows, rounds) = bench.Options.Quick ? (100_000, 10_000, 2) : (1_000_000, 40_000, 3);
        var list = await ListFile.WriteAsync(bench.Workspace.NewFile("list.csv"), rows, cancel);
        var (imported, added, peak) = (new List<double>(), new List<double>(), 0L);
        for (var round = 0; round < rounds; round++)
        {
            added.Add(peerRows / await AddRangeAsync(bench, peerRows, cancel));
            var (perSecond, peakBytes) = await ImportAsync(bench, list, rows, cancel);
            imported.Add(perSecond);
            peak = Math.Max(peak, peakBytes);
            Bench.Say(
                $"  import: {Figure.Text(imported[^1])} rows/s, {Figure.Text(peakBytes / 1e6)} MB; EF AddRange {Figure.Text(added[^1])} rows/s"
            );
        }
        var title = $"import of {Figure.Text(rows)} rows, {provider}";
        return
        [
            new Row(
                title,
                Median.Of(imported),
                "rows/s",
                Median.Of(imported.Zip(added, (i, a) => i / a)),
                "EF AddRange, 2 000 at a time",
                OfAddRange
            ),
            new Row($"{title}: memory", peak / 1e6, "MB", Floor: Peak),
            new Row($"EF AddRange of the same rows, {provider}", Median.Of(added), "rows/s"),
        ];
    }

    private async Task<(double PerSecond, long Peak)> ImportAsync(
        Bench bench,
        string list,
        int rows,
        CancellationToken cancel
    )
    {
        var installation = await bench.InstallAsync(EmptyList, cancel, provider);
        using var import = installation.Run("import", list);
        var (seconds, _, peak) = await import.TimeAsync(cancel);
        var people = Books.Count(installation.Place, "Subscribers");
        if (people != rows)
            throw new InvalidOperationException($"{rows} rows were imported and {people} people are there.");
        await installation.Place.DropAsync(cancel);
        return (rows / seconds, peak);
    }

    private async Task<double> AddRangeAsync(Bench bench, int rows, CancellationToken cancel)
    {
        var place = await bench.NewPlaceAsync(provider, cancel);
        var gate = await GatePlace.MakeAsync(place, cancel);
        using var peer = Child.StartSelf(
            bench.Workspace.Directory,
            [],
            ["addrange", .. gate.Arguments, rows.ToString(CultureInfo.InvariantCulture)]
        );
        var seconds = double.Parse(await peer.FinishAsync(cancel), CultureInfo.InvariantCulture);
        await place.DropAsync(cancel);
        return seconds;
    }
}
