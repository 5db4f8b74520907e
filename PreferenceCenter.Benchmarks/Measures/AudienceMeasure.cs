using System.Globalization;
using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the command <c>export audience</c> to a file, as a whole process. Compared with reading the same rows and
/// minting their links only.
/// </summary>
internal sealed class AudienceMeasure : Measure
{
    private static readonly Floor OfMinting = Floor.AtLeast(0.5),
        Peak = Floor.AtMost(200);

    public override string Name => "audience";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Large, cancel);
        var installation = await bench.InstallAsync(crowd.Crowd, cancel);
        var (exported, minted, peak) = (new List<double>(), new List<double>(), 0L);
        for (var round = 0; round < Math.Min(3, bench.Options.Rounds); round++)
        {
            using var mint = Child.StartSelf(
                bench.Workspace.Directory,
                [],
                "mint",
                ((FilePlace)installation.Place).File,
                Installation.KeyText
            );
            var (seconds, output, _) = await mint.TimeAsync(cancel);
            if (int.Parse(output, CultureInfo.InvariantCulture) != crowd.Crowd.People)
                throw new InvalidOperationException($"Minted for {output} of {crowd.Crowd.People}.");
            minted.Add(seconds);
            var file = bench.Workspace.NewFile("audience.csv");
            using var export = installation.RunInto(file, "export", "audience", TopicMaker.KeyOf(1));
            (seconds, _, var peakBytes) = await export.TimeAsync(cancel);
            var lines = File.ReadLines(file).Count() - 1;
            if (lines != crowd.Crowd.People)
                throw new InvalidOperationException($"Exported {lines} of {crowd.Crowd.People}.");
            exported.Add(seconds);
            peak = Math.Max(peak, peakBytes);
            Bench.Say(
                $"  export audience: {Figure.Text(exported[^1])} s, {Figure.Text(peakBytes / 1e6)} MB; reading and minting {Figure.Text(minted[^1])} s"
            );
        }
        var people = crowd.Crowd.People;
        return
        [
            new Row(
                $"export audience, {Figure.Text(people)} people",
                people / Median.Of(exported),
                "people/s",
                Median.Of(minted.Zip(exported, (m, e) => m / e)),
                "reading and minting alone",
                OfMinting
            ),
            new Row($"export audience, {Figure.Text(people)} people: memory", peak / 1e6, "MB", Floor: Peak),
            new Row("reading and minting alone", people / Median.Of(minted), "people/s"),
        ];
    }
}
