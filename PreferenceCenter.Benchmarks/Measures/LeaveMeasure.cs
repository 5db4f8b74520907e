using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Benchmarks.Peers;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures one-click leaves (RFC 8058), each of another subscription. A leave is answered after its state, sealed
/// event, evidence and outbox row are on disk.
/// </summary>
/// <param name="what">What is special about this measure, for the table.</param>
internal sealed class LeaveMeasure(string name, string what, int connections) : Measure
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>
    /// The floor of the comparison with an endpoint that writes nothing. Without a floor that comparison is not run.
    /// </summary>
    public Floor? OfBare { get; init; }
    public Floor? P99 { get; init; }

    /// <summary>Whether it is compared with one SaveChanges for each request.</summary>
    public bool BesideGate { get; init; }
    public Floor? OfGate { get; init; }

    public override string Name => name;

    private static readonly Floor Times = Floor.AtMost(6);

    private string Title => $"one-click leave to durable commit{what}, {connections} connections";
    private string GateTitle =>
        Provider == DatabaseProvider.Sqlite
            ? "one EF SaveChanges a request behind a gate"
            : "one EF SaveChanges a request, the chain's head locked";

    public override Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel) =>
        RunAsync(bench, Wrapper.None, cancel);

    /// <param name="wrapper">The wrapper that both the product and the comparison run under.</param>
    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, Wrapper wrapper, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel, Provider);
        var tokens = TokenFile.Mint(
            bench.Workspace.NewFile("tokens"),
            Installation.Key,
            LinkPurpose.Unsubscribe,
            crowd.Subscriptions(),
            bench.Now
        );
        var installation = await bench.InstallAsync(crowd.Crowd, cancel, Provider);
        await installation.Place.SettleAsync(cancel);
        var books = Books.Open(installation);
        using var product = await installation.ServeAsync(cancel, wrapper);
        var leave = new Contender(
            bench,
            Name,
            product,
            Requests.Leave(product.Port, connections, tokens),
            installation.Place.Parts
        );

        using var bare = OfBare is null
            ? null
            : await ServerProcess.StartSelfAsync(bench.Workspace, "bare", [Installation.KeyText], cancel);
        var nothing = bare is null
            ? null
            : new Contender(bench, "bare", bare, Requests.Leave(bare.Port, connections, tokens) with { Again = true });
        using var gate = BesideGate ? await StartGateAsync(bench, crowd.Place, wrapper, cancel) : null;
        var gated = gate is null
            ? null
            : new Contender(
                bench,
                "one SaveChanges",
                gate,
                Requests.Leave(gate.Port, connections, tokens),
                installation.Place.Parts
            );

        await Contest.RunAsync(bench, cancel, [.. new[] { leave, nothing, gated }.OfType<Contender>()]);
        books.Close(leave.Used);
        return [.. Rows(leave, nothing), .. GateRows(leave, gated), .. PartRows(leave)];
    }

    private static async Task<ServerProcess> StartGateAsync(
        Bench bench,
        Place people,
        Wrapper wrapper,
        CancellationToken cancel
    )
    {
        var place = await GatePlace.MakeWithPeopleAsync(bench, people, cancel);
        return await ServerProcess.StartSelfAsync(
            bench.Workspace,
            "gate",
            [Installation.KeyText, .. place.Arguments],
            cancel,
            wrapper
        );
    }

    private IEnumerable<Row> Rows(Contender leave, Contender? bare)
    {
        if (bare is not null)
            yield return new(Title, leave.PerSecond, "requests/s", leave.Over(bare), "bare endpoint", OfBare)
            {
                Processor = leave.ProcessorTime(bare, Times),
            };
        yield return new($"{Title}: p50", leave.P50, "ms");
        yield return new($"{Title}: p99", leave.P99, "ms", Floor: P99);
        if (bare is not null)
            yield return new($"bare endpoint, leave, {connections} connections", bare.PerSecond, "requests/s");
    }

    private IEnumerable<Row> GateRows(Contender leave, Contender? gated)
    {
        if (gated is null)
            yield break;
        yield return new(Title, leave.PerSecond, "requests/s", leave.Over(gated), GateTitle, OfGate)
        {
            Processor = leave.ProcessorTime(gated),
        };
        yield return new($"the same by {GateTitle}{what}, {connections} connections", gated.PerSecond, "requests/s");
    }

    // Where a database server shares the machine, the figures include how much of the processors each program takes.
    private IEnumerable<Row> PartRows(Contender leave) =>
        Provider == DatabaseProvider.Sqlite
            ? []
            : leave.Shares.Select(part => new Row($"{Title}: of a core, {part.Name}", part.Share * 100, "%"));
}
