using PreferenceCenter.Benchmarks.Peers;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>One-click leaves (RFC 8058), each of another subscription, answered once state, sealed event, evidence and outbox row are on disk.</summary>
internal sealed class LeaveMeasure(int connections, Floor ofBare, Floor p99, Floor? ofGate) : Measure
{
    public override string Name => $"leave-{connections}";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel);
        var tokens = TokenFile.Mint(bench.Workspace.NewFile("tokens"), Installation.Key, LinkPurpose.Unsubscribe, crowd.Subscriptions(), bench.Now);
        var installation = await bench.InstallAsync(crowd.Crowd, cancel);
        var books = Books.Open(installation);
        using var product = await installation.ServeAsync(cancel);
        using var bare = await ServerProcess.StartSelfAsync(bench.Workspace, "bare", [Installation.KeyText], cancel);
        var leave = new Contender(bench, Name, product, Requests.Leave(product.Port, connections, tokens));
        var nothing = new Contender(bench, "bare", bare, Requests.Leave(bare.Port, connections, tokens) with { Again = true });
        if (ofGate is null)
        {
            await Contest.RunAsync(bench, cancel, leave, nothing);
            books.Close(leave.Used);
            return Rows(leave, nothing);
        }

        var database = bench.Workspace.NewFile("gate.db");
        await GateMode.MakeAsync(database, crowd.File, cancel);
        using var gate = await ServerProcess.StartSelfAsync(bench.Workspace, "gate", [Installation.KeyText, database], cancel);
        var gated = new Contender(bench, "EF behind a gate", gate, Requests.Leave(gate.Port, connections, tokens));
        await Contest.RunAsync(bench, cancel, leave, nothing, gated);
        books.Close(leave.Used);
        return
        [
            .. Rows(leave, nothing),
            new Row(Title, leave.PerSecond, "requests/s", leave.Over(gated), "one EF SaveChanges a request behind a gate", ofGate),
            new Row($"the same by EF behind a gate, {connections} connections", gated.PerSecond, "requests/s"),
        ];
    }

    private string Title => $"one-click leave to durable commit, {connections} connections";

    private IReadOnlyList<Row> Rows(Contender leave, Contender bare) =>
    [
        new(Title, leave.PerSecond, "requests/s", leave.Over(bare), "bare endpoint", ofBare),
        new($"{Title}: p50", leave.P50, "ms"),
        new($"{Title}: p99", leave.P99, "ms", Floor: p99),
        new($"bare endpoint, leave, {connections} connections", bare.PerSecond, "requests/s"),
    ];
}
