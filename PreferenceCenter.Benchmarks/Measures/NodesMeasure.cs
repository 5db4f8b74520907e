using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures leaves through nginx with two nodes, compared with one, all on this machine with their database and the
/// load. On two cores, two nodes cannot be twice as fast; the promise is that the second node costs nothing.
/// </summary>
internal sealed class NodesMeasure : Measure
{
    private static readonly int[] Connections = [64, 256];
    private static readonly Floor OverOne = Floor.AtLeast(1);

    public override string Name => "nodes";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var rows = new List<Row>();
        foreach (var connections in Connections)
            rows.AddRange(await RunAsync(bench, connections, cancel));
        return rows;
    }

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, int connections, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel, DatabaseProvider.PostgreSql);
        var tokens = TokenFile.Mint(
            bench.Workspace.NewFile("tokens"),
            Installation.Key,
            LinkPurpose.Unsubscribe,
            crowd.Subscriptions(),
            bench.Now
        );
        var installation = await bench.InstallAsync(crowd.Crowd, cancel, DatabaseProvider.PostgreSql);
        await installation.Place.SettleAsync(cancel);
        var books = Books.Open(installation);
        using var first = await installation.ServeAsync(cancel);
        using var second = await installation.Neighbour().ServeAsync(cancel);
        using var beforeOne = await Nginx.StartAsync(bench.Workspace, [first], cancel);
        using var beforeTwo = await Nginx.StartAsync(bench.Workspace, [first, second], cancel);

        // Each contender leaves subscriptions that the other does not use. Both start from the same database.
        var half = tokens.Count / 2;
        MeasuredProgram[] nodes = [first.As("node 1"), second.As("node 2"), .. installation.Place.Parts];
        var one = new Contender(
            bench,
            "one node",
            Requests.Leave(beforeOne.Port, connections, tokens) with
            {
                Most = half,
            },
            [beforeOne.As("nginx"), .. nodes]
        );
        var two = new Contender(
            bench,
            "two nodes",
            Requests.Leave(beforeTwo.Port, connections, tokens) with
            {
                First = half,
                Most = half,
            },
            [beforeTwo.As("nginx"), .. nodes]
        );
        await Contest.RunAsync(bench, cancel, one, two);
        books.Close(one.Used + two.Used);
        var title = $"leave through nginx, two nodes over PostgreSQL, {connections} connections";
        return
        [
            new Row(title, two.PerSecond, "requests/s", two.Over(one), "one node behind the same", OverOne)
            {
                Processor = two.ProcessorTime(one),
            },
            new Row($"{title}: p99", two.P99, "ms"),
            new Row($"leave through nginx, one node, {connections} connections", one.PerSecond, "requests/s"),
            .. two.Shares.Select(part => new Row($"{title}: of a core, {part.Name}", part.Share * 100, "%")),
        ];
    }
}
