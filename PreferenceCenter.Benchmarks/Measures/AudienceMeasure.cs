using System.Globalization;
using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the command <c>export audience</c> to a file, as a whole process. Compared with reading the same rows and
/// minting their links only; and with a tenth of the people on the suppression list, compared with nobody on it.
/// </summary>
internal sealed class AudienceMeasure : Measure
{
    private static readonly Floor OfMinting = Floor.AtLeast(0.5),
        OfNoneSuppressed = Floor.AtLeast(0.9),
        Peak = Floor.AtMost(200);

    public override string Name => "audience";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Large, cancel);
        var people = crowd.Crowd.People;
        var (all, fewer) = (
            await bench.InstallAsync(crowd.Crowd, cancel),
            await bench.InstallAsync(crowd.Crowd, cancel)
        );
        var unsuppressed = SuppressedPeople.Make(fewer, people, bench.Now);
        await fewer.Place.SettleAsync(cancel);
        var (minted, exported, withoutTenth) = (new List<double>(), new List<double>(), new List<double>());
        var peak = 0L;
        for (var round = 0; round < Math.Min(3, bench.Options.Rounds); round++)
        {
            minted.Add(await MintAsync(bench, all, people, cancel));
            var export = await ExportAsync(bench, all, people, cancel);
            exported.Add(export.Seconds);
            peak = Math.Max(peak, export.Peak);
            withoutTenth.Add((await ExportAsync(bench, fewer, unsuppressed, cancel)).Seconds);
            Bench.Say(
                $"  export audience: {Figure.Text(exported[^1])} s, {Figure.Text(export.Peak / 1e6)} MB; a tenth suppressed {Figure.Text(withoutTenth[^1])} s; reading and minting {Figure.Text(minted[^1])} s"
            );
        }
        var title = $"export audience, {Figure.Text(people)} people";
        return
        [
            new Row(
                title,
                people / Median.Of(exported),
                "people/s",
                Median.Of(minted.Zip(exported, (m, e) => m / e)),
                "reading and minting alone",
                OfMinting
            ),
            new Row($"{title}: memory", peak / 1e6, "MB", Floor: Peak),
            new Row("reading and minting alone", people / Median.Of(minted), "people/s"),
            new Row(
                $"{title}, a tenth suppressed",
                people / Median.Of(withoutTenth),
                "people/s",
                Median.Of(exported.Zip(withoutTenth, (e, w) => e / w)),
                "the same with nobody suppressed",
                OfNoneSuppressed
            ),
        ];
    }

    private static async Task<double> MintAsync(
        Bench bench,
        Installation installation,
        int people,
        CancellationToken cancel
    )
    {
        using var mint = Child.StartSelf(
            bench.Workspace.Directory,
            [],
            "mint",
            ((FilePlace)installation.Place).File,
            Installation.KeyText
        );
        var (seconds, output, _) = await mint.TimeAsync(cancel);
        return int.Parse(output, CultureInfo.InvariantCulture) == people
            ? seconds
            : throw new InvalidOperationException($"Minted for {output} of {people}.");
    }

    private static async Task<(double Seconds, long Peak)> ExportAsync(
        Bench bench,
        Installation installation,
        int expected,
        CancellationToken cancel
    )
    {
        var file = bench.Workspace.NewFile("audience.csv");
        using var export = installation.RunInto(file, "export", "audience", TopicMaker.KeyOf(1));
        var (seconds, _, peak) = await export.TimeAsync(cancel);
        var lines = File.ReadLines(file).Count() - 1;
        File.Delete(file);
        return lines == expected
            ? (seconds, peak)
            : throw new InvalidOperationException($"Exported {lines} instead of {expected}.");
    }
}
