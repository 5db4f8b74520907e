using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Benchmarks.Peers;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// One-click leaves (RFC 8058), each of another subscription, answered once state, sealed event, evidence and outbox
/// row are on disk.
/// </summary>
/// <param name="what">What is particular about it, in the table's words.</param>
internal sealed class LeaveMeasure(string name, string what, int connections) : Measure
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>Held against an endpoint that writes nothing, if there is a floor; else that is not run.</summary>
    public Floor? OfBare { get; init; }
    public Floor? P99 { get; init; }

    /// <summary>Whether it is held against one SaveChanges a request.</summary>
    public bool BesideGate { get; init; }
    public Floor? OfGate { get; init; }

    public override string Name => name;

    private string Title => $"one-click leave to durable commit{what}, {connections} connections";
    private string GateTitle =>
        Provider == DatabaseProvider.Sqlite
            ? "one EF SaveChanges a request behind a gate"
            : "one EF SaveChanges a request, the chain's head locked";

    public override Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel) =>
        RunAsync(bench, Wrapper.None, cancel);

    /// <param name="under">What product and peer run under alike.</param>
    public async Task<IReadOnlyList<Row>> RunAsync(Bench bench, Wrapper under, CancellationToken cancel)
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
        using var product = await installation.ServeAsync(cancel, under);
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
        using var gate = BesideGate ? await StartGateAsync(bench, crowd.Place, under, cancel) : null;
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
        Wrapper under,
        CancellationToken cancel
    )
    {
        var place = await GatePlace.MakeWithPeopleAsync(bench, people, cancel);
        return await ServerProcess.StartSelfAsync(
            bench.Workspace,
            "gate",
            [Installation.KeyText, .. place.Arguments],
            cancel,
            under
        );
    }

    private IEnumerable<Row> Rows(Contender leave, Contender? bare)
    {
        if (bare is not null)
            yield return new(Title, leave.PerSecond, "requests/s", leave.Over(bare), "bare endpoint", OfBare);
        yield return new($"{Title}: p50", leave.P50, "ms");
        yield return new($"{Title}: p99", leave.P99, "ms", Floor: P99);
        if (bare is not null)
            yield return new($"bare endpoint, leave, {connections} connections", bare.PerSecond, "requests/s");
    }

    private IEnumerable<Row> GateRows(Contender leave, Contender? gated)
    {
        if (gated is null)
            yield break;
        yield return new(Title, leave.PerSecond, "requests/s", leave.Over(gated), GateTitle, OfGate);
        yield return new($"the same by {GateTitle}{what}, {connections} connections", gated.PerSecond, "requests/s");
    }

    // Where a database works beside the product, the machine is shared: then who takes how much of it is part of the
    // figure.
    private IEnumerable<Row> PartRows(Contender leave) =>
        Provider == DatabaseProvider.Sqlite
            ? []
            : leave.Shares.Select(part => new Row($"{Title}: of a core, {part.Name}", part.Share * 100, "%"));
}
