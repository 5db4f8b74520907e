using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.Imports;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests an import that is interrupted and run again.</summary>
public sealed class ImportRunTests
{
    private const int Group = 256;
    private static readonly int Rows = LongTests.Rounds(usual: 1_500, inLongTests: 5_000);
    private static readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<List<string>>>> Once = [];

    /// <summary>Stops after the first group of rows, in the middle, and before the last.</summary>
    public static TheoryData<int> Stops => [Group, Rows / 2 / Group * Group, (Rows - 1) / Group * Group];

    // Every grade and status, duplicate persons and wrong rows, so that a stop can fall between any two.
    private static readonly string Csv =
        "email,name,topics,status,consent_at,consent_text\n"
        + string.Concat(
            Enumerable
                .Range(0, Rows)
                .Select(i =>
                    (i % 5) switch
                    {
                        0 => $"p{i}@example.org,P{i},news,,2026-05-01,Yes\n",
                        1 => $"P{i - 1}@EXAMPLE.org,,news;digest,,2026-05-01,Yes again\n",
                        2 => $"p{i}@example.org,,digest,,,\n",
                        3 =>
                            $"p{i - 3 - (i % 10 == 3 ? 0 : 5)}@example.org,,{(i % 3 == 0 ? "news" : "")},unsubscribed,,\n",
                        _ => $"p{i}@example.org,,nope,{(i % 2 == 0 ? "bounced" : "")},,\n",
                    }
                )
        );

    [DatabaseTheory]
    [MemberData(nameof(Stops))]
    public async Task Stopped_in_the_middle_and_run_again_it_comes_to_what_a_single_run_does(int stopAfter)
    {
        var once = await Once.GetOrAdd(TestDatabase.Wanted, _ => new(ImportOnceAsync)).Value;
        await using var twice = await CommandRig.NewAsync();
        var summary = await StopAsync(twice, twice.Write("list.csv", Csv), stopAfter);
        Assert.Equal(stopAfter, summary.Rows);
        Assert.NotEqual(once, twice.People());
        (await twice.RunAsync("import", Path.Combine(twice.Folder, "list.csv"))).Done();
        Assert.Equal(once, twice.People());
        await twice.AssertSoundAsync();
    }

    private static async Task<List<string>> ImportOnceAsync()
    {
        await using var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("import", rig.Write("list.csv", Csv))).Done();
        return rig.People();
    }

    [DatabaseFact]
    public async Task Stopped_in_the_middle_it_has_written_what_it_counted()
    {
        await using var rig = await CommandRig.NewAsync();
        var file = rig.Write(
            "list.csv",
            "email,topics,consent_at,consent_text\n"
                + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"p{i}@example.org,news,2026-05-01,Yes\n"))
        );
        var summary = await StopAsync(rig, file, 1_024);
        Assert.Equal((1_024, 1_024), (summary.Rows, summary.Subscribed));
        Assert.Equal(1_024, rig.Count("Subscribers"));
        await rig.AssertSoundAsync();
    }

    /// <summary>Import that is told to stop after reading a number of rows.</summary>
    private static async Task<ImportSummary> StopAsync(CommandRig rig, string file, int after)
    {
        using var stop = new CancellationTokenSource();
        var summary = new ImportSummary { File = "list.csv", DryRun = false };
        await using var center = rig.Open();
        using var source = new ImportFile(file);
        using var records = new CsvRecords(source.Open);
        var columns = ImportColumns.Read(records).Columns!;
        using var report = new ImportReport(
            new Terminal(Stream.Null, TextWriter.Null, TextWriter.Null, false),
            FaultWords.English,
            summary,
            null
        );
        var writer = center.GetRequiredService<ChangeWriter>();
        await using var working = await RunningWriter.StartAsync(writer, TestContext.Current.CancellationToken);
        var names = center.GetRequiredService<LedgerNames>();
        var origin = new ImportOrigin(
            await names.OperatorAsync(rig.User),
            await names.ControllerAsync(center.GetRequiredService<Site>().Controller),
            "list.csv",
            center.GetRequiredService<CatalogueCache>().Current,
            Confirm: false
        );
        var run = new ImportRun(
            records,
            new RowReader(
                records,
                columns,
                RowTopics.For(center.GetRequiredService<CatalogueCache>().Current, null).Topics!,
                center.GetRequiredService<Site>(),
                report.Note
            ),
            new ImportChange(
                origin,
                center.GetRequiredService<HttpEvidence>(),
                center.GetRequiredService<AddressHasher>()
            ),
            new ImportWriter(writer),
            report,
            rig.Clock
        );
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            run.RunAsync(
                rows =>
                {
                    if (rows >= after)
                        stop.Cancel();
                },
                stop.Token
            )
        );
        return summary;
    }
}
