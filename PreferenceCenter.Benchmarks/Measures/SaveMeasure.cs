using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the posted form of the preferences page to durable commit: one topic off, one less often. Each request is
/// for another subscriber.
/// </summary>
internal sealed class SaveMeasure : Measure
{
    private const int Connections = 64;
    private static readonly Floor OfBare = Floor.AtLeast(0.15),
        Times = Floor.AtMost(11);

    public override string Name => "save";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel);
        var tokens = TokenFile.Mint(
            bench.Workspace.NewFile("tokens"),
            Installation.Key,
            LinkPurpose.Preferences,
            crowd.Usual().Select(id => (id, 0u)),
            bench.Now
        );
        var installation = await bench.InstallAsync(crowd.Crowd, cancel);
        var books = Books.Open(installation);
        using var product = await installation.ServeAsync(cancel);
        using var bare = await ServerProcess.StartSelfAsync(bench.Workspace, "bare", [Installation.KeyText], cancel);
        var form = SaveForm.Body(0);
        var save = new Contender(
            bench,
            Name,
            product,
            Requests.Save(product.Port, Connections, tokens, form, expect: 303)
        );
        var nothing = new Contender(
            bench,
            "bare",
            bare,
            Requests.Save(bare.Port, Connections, tokens, form, expect: 200) with
            {
                Again = true,
            }
        );
        await Contest.RunAsync(bench, cancel, save, nothing);
        books.Close(save.Used, eventsEach: 2);
        return
        [
            new Row(
                "saving choices to durable commit",
                save.PerSecond,
                "requests/s",
                save.Over(nothing),
                "bare endpoint",
                OfBare
            )
            {
                Processor = save.ProcessorTime(nothing, Times),
            },
            new Row("saving choices: p99", save.P99, "ms"),
            new Row("bare endpoint, saving choices", nothing.PerSecond, "requests/s"),
        ];
    }
}
