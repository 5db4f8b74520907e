using System.Diagnostics;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures how long requests fail or are late after a node or the database was killed under a light load. No
/// acknowledged change may be lost.
/// </summary>
internal sealed class RecoveryMeasure : Measure
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3),
        After = TimeSpan.FromSeconds(6);
    private static readonly Floor Within = Floor.AtMost(5);

    public override string Name => "recovery";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var (all, held) = await KillNodeAsync(bench, cancel);
        return
        [
            new Row("one of two nodes killed, nginx before them: until all is answered", all, "s", Floor: Within),
            new Row("one of two nodes killed: until a leave of somebody it held is answered", held, "s", Floor: Within),
            new Row(
                "the process killed, SQLite: until it is ready again",
                await KillProcessAsync(bench, cancel),
                "s",
                Floor: Within
            ),
            new Row(
                "PostgreSQL ended and started: from there until a leave is acknowledged",
                await EndServerAsync(bench, cancel),
                "s",
                Floor: Within
            ),
        ];
    }

    private static async Task<(double All, double Held)> KillNodeAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel, DatabaseProvider.PostgreSql);
        var installation = await bench.InstallAsync(crowd.Crowd, cancel, DatabaseProvider.PostgreSql);
        var books = Books.Open(installation);
        using var victim = await installation.ServeAsync(cancel);
        using var other = await installation.Neighbour().ServeAsync(cancel);
        using var nginx = await Nginx.StartAsync(bench.Workspace, [victim, other], cancel);
        await using var load = SteadyLeaves.Start(bench, crowd, nginx.Port, cancel);
        await Task.Delay(Before, cancel);

        var person = await LockedSubscriber.StopHoldingOneAsync(victim.Child, installation.Place, load.People, cancel);
        var killedAt = Stopwatch.GetTimestamp();
        var killed = TimeProvider.System.GetUtcNow();
        victim.Child.Signal("KILL");
        await SteadyLeaves.LeaveOnceAsync(nginx.Port, person, bench.Now, cancel);
        var held = Stopwatch.GetElapsedTime(killedAt).TotalSeconds;
        await Task.Delay(After, cancel);
        var moments = await load.EndAsync();
        books.Close(SteadyLeaves.Acknowledged(moments) + 1);
        return (SteadyLeaves.TroubledFor(moments, killed), held);
    }

    private static async Task<double> KillProcessAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel);
        var installation = await bench.InstallAsync(crowd.Crowd, cancel);
        var books = Books.Open(installation);
        using var victim = await installation.ServeAsync(cancel);
        await using var load = SteadyLeaves.Start(bench, crowd, victim.Port, cancel);
        await Task.Delay(Before, cancel);
        var clock = Stopwatch.StartNew();
        victim.Child.Signal("KILL");
        using var again = await installation.ServeAsync(cancel);
        var seconds = clock.Elapsed.TotalSeconds;
        books.Close(SteadyLeaves.Acknowledged(await load.EndAsync()));
        return seconds;
    }

    private static async Task<double> EndServerAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel, DatabaseProvider.PostgreSql);
        var installation = await bench.InstallAsync(crowd.Crowd, cancel, DatabaseProvider.PostgreSql);
        var books = Books.Open(installation);
        using var product = await installation.ServeAsync(cancel);
        await using var load = SteadyLeaves.Start(bench, crowd, product.Port, cancel);
        await Task.Delay(Before, cancel);
        var server = await bench.ServerAsync(cancel);
        await server.StopAsync(immediate: true, cancel);
        await server.StartAsync(Wrapper.None, cancel);
        var accepts = TimeProvider.System.GetUtcNow();
        await Task.Delay(After, cancel);
        if (product.Child.HasExited)
            throw new InvalidOperationException($"The program ended with its database: {product.Child.Errors}");
        var moments = await load.EndAsync();
        books.Close(SteadyLeaves.Acknowledged(moments));
        return SteadyLeaves.SilentFor(moments, accepts);
    }
}
