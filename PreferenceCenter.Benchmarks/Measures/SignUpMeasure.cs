using PreferenceCenter.Benchmarks.Load;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures sign-ups through a form, each with another address from another network. A sign-up is answered after the
/// pending row and the row of its mail are on disk.
/// </summary>
internal sealed class SignUpMeasure : Measure
{
    private const int Connections = 64;
    private static readonly Floor OfBare = Floor.AtLeast(0.15),
        Times = Floor.AtMost(8);

    public override string Name => "sign-up";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel);
        var installation = await bench.InstallAsync(crowd.Crowd, cancel);
        installation.Besides = SignUpForms.Settings;
        var tokens = await SignUpForms.PublishAsync(installation, bench.Workspace, cancel);
        var forms = SignUpForms.Write(bench.Workspace.NewFile("forms"), tokens, 400_000);
        await installation.Place.SettleAsync(cancel);

        using var product = await installation.ServeAsync(cancel);
        using var bare = await ServerProcess.StartSelfAsync(bench.Workspace, "bare", [Installation.KeyText], cancel);
        var signUp = new Contender(
            bench,
            Name,
            product,
            Plan(product.Port, forms) with
            {
                Expect = 303,
            },
            installation.Place.Parts
        );
        var nothing = new Contender(bench, "bare", bare, Plan(bare.Port, forms) with { Again = true });
        await Contest.RunAsync(bench, cancel, signUp, nothing);

        var what = $"sign-up post to durable pending row and queued mail, {Connections} connections";
        return
        [
            new Row(what, signUp.PerSecond, "requests/s", signUp.Over(nothing), "bare endpoint", OfBare)
            {
                Processor = signUp.ProcessorTime(nothing, Times),
            },
            new Row($"{what}: p99", signUp.P99, "ms"),
            new Row($"bare endpoint, sign-up, {Connections} connections", nothing.PerSecond, "requests/s"),
        ];
    }

    private static LoadPlan Plan(int port, TokenFile forms) =>
        new(
            port,
            Connections,
            $"POST {SignUpForms.Path}",
            "",
            forms.Path,
            (int)(new FileInfo(forms.Path).Length / forms.Count),
            0,
            forms.Count,
            false,
            0,
            0,
            200
        );
}
