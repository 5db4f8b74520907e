using System.Diagnostics;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures how long a leave takes while the command line imports a long list beside the serving process.
/// </summary>
internal sealed class ImportMeasure : Measure
{
    private const int Connections = 64;
    private static readonly Floor P99 = Floor.AtMost(100);

    public override string Name => "import";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var rows = bench.Options.Quick ? 100_000 : 1_000_000;
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel);
        var list = await ListFile.WriteAsync(bench.Workspace.NewFile("list.csv"), rows, cancel);
        var tokens = TokenFile.Mint(
            bench.Workspace.NewFile("tokens"),
            Installation.Key,
            LinkPurpose.Unsubscribe,
            crowd.Subscriptions(),
            bench.Now
        );
        var installation = await bench.InstallAsync(crowd.Crowd, cancel);
        using var product = await installation.ServeAsync(cancel);
        await new Contender(
            bench,
            "leave",
            product,
            Requests.Leave(product.Port, Connections, tokens) with
            {
                Most = 20_000,
            }
        ).SpendAsync(cancel);

        var clock = Stopwatch.StartNew();
        using var import = installation.Run("import", list);
        var importing = import.FinishAsync(cancel);
        var plan = Requests.Leave(product.Port, Connections, tokens) with
        {
            First = 20_000,
            Most = tokens.Count - 20_000,
            RunFor = 3600,
            Rate = 500,
        };
        var leave = await LoadProcess.RunAsync(bench.Workspace, plan, importing, cancel);
        var output = await importing;
        Bench.Say(Invariant($"  import: {clock.Elapsed.TotalSeconds:0.0} s  {output.Trim()}"));
        return
        [
            new Row($"leave while {Figure.Text(rows)} rows are imported: p99", leave.P99, "ms", Floor: P99),
            new Row($"leave while {Figure.Text(rows)} rows are imported", leave.PerSecond, "requests/s"),
            new Row($"import of {Figure.Text(rows)} rows beside it", rows / clock.Elapsed.TotalSeconds, "rows/s"),
        ];
    }
}
