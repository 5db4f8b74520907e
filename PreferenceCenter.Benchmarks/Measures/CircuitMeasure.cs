using System.Diagnostics.Metrics;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Hosting;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures how much the managed heap grows for each open page of the console: the requests page with forty rows in a
/// real browser, with the server in this process.
/// </summary>
internal sealed class CircuitMeasure : Measure
{
    // A tenth of the requests are open: more than the page has rows.
    private const int Pages = 20,
        Requests = 1000,
        Rows = 40;
    private const double MostMegabytes = 1.5;

    public override string Name => "circuits";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var installation = await bench.InstallAsync(Options.Small, cancel);
        using (var database = installation.Place.Open())
            RequestsMaker.Make(database, Requests, bench.Now);
        string link;
        using (var command = installation.Run("staff", "add", "--email", "auditor@example.org", "--role", "auditor"))
            link = await command.FinishAsync(cancel);
        var port = ServerProcess.FreePort();
        await using var server =
            WebServer.Build([.. installation.BrowsedArguments(port)], Console.Error)
            ?? throw new InvalidOperationException("The server was not built.");
        long open = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "aspnetcore.components.circuit.connected")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, by, _, _) => Interlocked.Add(ref open, by));
        listener.Start();
        await server.StartAsync(cancel);
        try
        {
            using var auditor = new Visitor(port);
            await auditor.SignInAsync(link, "auditor@example.org", cancel);
            using var tabs = await Tabs.OpenAsync(bench.Workspace, cancel);
            var page = new Uri($"http://localhost:{port}/staff/requests");
            await tabs.TakeCookiesAsync(page, auditor.Cookies, cancel);
            await ThrowUnlessFullAsync(auditor, cancel);
            // The first page loads what all pages share.
            await OpenAsync(1);
            var before = Heap();
            await OpenAsync(Pages);
            return
            [
                new Row(
                    Invariant($"memory a console circuit, {Rows} requests, managed heap"),
                    (Heap() - before) / (Pages - 1.0) / (1 << 20),
                    "MB",
                    null,
                    null,
                    Floor.AtMost(MostMegabytes)
                ),
            ];

            async Task OpenAsync(int until)
            {
                while (Interlocked.Read(ref open) < until)
                {
                    var had = Interlocked.Read(ref open);
                    await tabs.OpenAsync(page, cancel);
                    for (var tries = 0; Interlocked.Read(ref open) == had; tries++)
                        if (tries > 150)
                            throw new InvalidOperationException("The page opened no circuit.");
                        else
                            await Task.Delay(100, cancel);
                }
                await Task.Delay(1000, cancel);
            }
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
        }
    }

    // What is measured is a page with all of its rows.
    private static async Task ThrowUnlessFullAsync(Visitor auditor, CancellationToken cancel)
    {
        var page = await auditor.ReadAsync("/staff/requests", cancel);
        var rows = page.Split("data-row=").Length - 1;
        if (rows != Rows)
            throw new InvalidOperationException(Invariant($"The page has {rows} rows, not {Rows}."));
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
