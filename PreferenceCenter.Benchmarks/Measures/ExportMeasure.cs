using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the ZIP of all personal data of a subscriber with very many events, from loading the form of the signed-in
/// page to the last byte.
/// </summary>
internal sealed partial class ExportMeasure : Measure
{
    private const int Events = 1000,
        Times = 15;

    public override string Name => "export";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var installation = await bench.InstallAsync(Options.Small, cancel);
        var address = CrowdMaker.AddressOf(7);
        await MakeEventsAsync(installation, address, cancel);
        var mails = bench.Workspace.NewDirectory("mails");
        installation.Besides = [("Mail__PickupDirectory", mails)];
        using var server = await installation.ServeAsync(cancel);
        using var person = new Visitor(server.Port);
        using (await person.PostAsync("/privacy", "/privacy", cancel, ("email", address))) { }
        var link = await LinkAsync(mails, cancel);
        using (await person.PostAsync(link, link, cancel)) { }
        var times = new List<double>();
        for (var time = 0; time <= Times; time++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await person.PostAsync("/me/export", "/me/export", cancel);
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
            if (time > 0)
                times.Add(clock.Elapsed.TotalMilliseconds);
            using var zip = new ZipArchive(new MemoryStream(bytes));
            if (zip.Entries.Count == 0)
                throw new InvalidOperationException("The export is empty.");
        }
        return
        [
            new Row(
                $"export of a person with {Figure.Text(Events)} events, its form and the ZIP",
                Median.Of(times),
                "ms",
                null,
                null,
                Floor.AtMost(200)
            ),
        ];
    }

    // Made through the change writer, as real events are.
    private static async Task MakeEventsAsync(Installation installation, string address, CancellationToken cancel)
    {
        using var database = installation.Place.Open();
        var metrics = new LedgerMetrics(
            new ServiceCollection()
                .AddMetrics()
                .BuildServiceProvider()
                .GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()
        );
        using var writer = new ChangeWriter(
            database,
            new LedgerSettings(Policy.Default, new AddressHasher(new byte[32]), TimeSpan.FromMinutes(2)),
            TimeProvider.System,
            metrics,
            NullLogger<ChangeWriter>.Instance
        );
        await writer.StartAsync(cancel);
        for (var round = 0; round < Events; round++)
            await writer.DoAsync(
                new PersonChange(
                    PersonKey.Of(EmailAddress.TryParse(address)!),
                    new Choose(
                        new Dictionary<long, long>
                        {
                            [1] = (long)(round % 2 == 0 ? Frequency.Daily : Frequency.Weekly),
                        },
                        AddsAtOnce: true
                    ),
                    new Act(
                        Channel.MailedPage,
                        Actor.Person,
                        TimeProvider.System.GetUtcNow(),
                        LawfulBasis.Consent,
                        1,
                        1
                    ),
                    new Evidence
                    {
                        Ip = "192.0.2.0",
                        Language = "en",
                        UserAgent = "Mozilla/5.0",
                    }
                )
                {
                    Notify = false,
                }
            );
        await writer.StopAsync(cancel);
    }

    private static async Task<string> LinkAsync(string mails, CancellationToken cancel)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            foreach (var file in Directory.EnumerateFiles(mails, "*.eml"))
                if (Link().Match((await MimeMessage.LoadAsync(file, cancel)).TextBody ?? "") is { Success: true } found)
                    return found.Value;
            await Task.Delay(100, cancel);
        }
        throw new InvalidOperationException("No identity link was mailed.");
    }

    [GeneratedRegex("/me/[A-Za-z0-9_-]{30,}")]
    private static partial Regex Link();
}
