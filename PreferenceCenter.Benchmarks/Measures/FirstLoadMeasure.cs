using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures what the console's first page brings to a browser that has none of its files: the page, style sheets, scripts
/// and icon, as they are sent.
/// </summary>
internal sealed class FirstLoadMeasure : Measure
{
    private const string Address = "auditor@example.org";

    /// <summary>Where somebody is who has just signed in.</summary>
    public const string Page = "/staff";

    public static Floor Kilobytes { get; } = Floor.AtMost(150);

    public override string Name => "first-load";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var center = await bench.InstallAsync(Options.Small, cancel);
        using var command = center.Run("staff", "add", "--email", Address, "--role", "auditor");
        var link = await command.FinishAsync(cancel);
        using var server = await center.ServeAsync(cancel);
        using var auditor = new Visitor(server.Port);
        await auditor.SignInAsync(link, Address, cancel);
        var bytes = (await auditor.LoadAsync(Page, cancel)).Values.Sum();
        return [new Row("console, first load over the wire", bytes / 1000.0, "kB", Floor: Kilobytes)];
    }
}
