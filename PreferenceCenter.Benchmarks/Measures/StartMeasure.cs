using System.Diagnostics;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the time from the start of the published program, with an existing database, until it is ready, and the
/// memory it uses.
/// </summary>
internal sealed class StartMeasure : Measure
{
    private const int Connections = 64;
    private static readonly Floor Ready = Floor.AtMost(0.9),
        Idle = Floor.AtMost(130),
        Worked = Floor.AtMost(200);

    public override string Name => "start";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var (idleFor, requests) = bench.Options.Quick ? (5, 20_000) : (60, 100_000);
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel);
        var installation = await bench.InstallAsync(crowd.Crowd, cancel);
        var starts = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var clock = Stopwatch.StartNew();
            using var short_lived = await installation.ServeAsync(cancel);
            starts.Add(clock.Elapsed.TotalSeconds);
        }
        Bench.Say($"  start to ready: {string.Join(", ", starts.Select(Figure.Text))} s");

        using var product = await installation.ServeAsync(cancel);
        await Task.Delay(TimeSpan.FromSeconds(idleFor), cancel);
        var idle = Memory(product, "idle");
        foreach (var plan in Mixed(bench, crowd, product.Port, requests))
            await new Contender(bench, "mixed requests", product, plan).SpendAsync(cancel);
        var worked = Memory(product, $"after {requests} requests");
        return
        [
            new Row("published start to ready", Median.Of(starts), "s", Floor: Ready),
            new Row($"memory, idle for {idleFor} s", idle, "MB", Floor: Idle),
            new Row($"memory after {Figure.Text(requests)} requests", worked, "MB", Floor: Worked),
        ];
    }

    // Half of the requests are pages, a quarter leaves, a quarter saved forms.
    private static IEnumerable<Load.LoadPlan> Mixed(Bench bench, CrowdDatabase crowd, int port, int requests)
    {
        TokenFile Mint(LinkPurpose purpose, IEnumerable<(Guid, uint)> links, int count) =>
            TokenFile.Mint(bench.Workspace.NewFile("tokens"), Installation.Key, purpose, links.Take(count), bench.Now);
        var people = crowd.Usual().Select(id => (id, 0u)).ToArray();
        yield return Requests.Page(port, Connections, Mint(LinkPurpose.Preferences, people, requests / 2)) with
        {
            Again = false,
        };
        yield return Requests.Leave(
            port,
            Connections,
            Mint(LinkPurpose.Unsubscribe, crowd.Subscriptions(), requests / 4)
        );
        yield return Requests.Save(
            port,
            Connections,
            Mint(LinkPurpose.Preferences, people, requests / 4),
            SaveForm.Body(0),
            expect: 303
        );
    }

    private static double Memory(ServerProcess server, string when)
    {
        var (resident, anonymous) = (server.Child.Resident, server.Child.Anonymous);
        Bench.Say(
            $"  memory {when}: {Figure.Text(resident / 1e6)} MB resident, of which {Figure.Text((anonymous ?? double.NaN) / 1e6)} MB no file stands behind"
        );
        return resident / 1e6;
    }
}
