using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Imports;
using PreferenceCenter.Ledger;
using PreferenceCenter.Shared.Terminal;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

public sealed class ImportRunTests
{
    [DatabaseFact]
    public async Task Stopped_in_the_middle_it_has_written_what_it_counted_and_goes_on_the_next_time()
    {
        await using var rig = await CommandRig.NewAsync();
        var file = rig.Write("list.csv", "email,topics,consent_at,consent_text\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"p{i}@example.org,news,2026-05-01,Yes\n")));
        using var stop = new CancellationTokenSource();
        var summary = new ImportSummary { File = "list.csv", DryRun = false };
        await using (var center = rig.Open())
        {
            using var source = new ImportFile(file);
            using var records = new CsvRecords(source.Open);
            var columns = ImportColumns.Read(records).Columns!;
            using var report = new ImportReport(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, false), summary, null);
            var writer = center.GetRequiredService<ChangeWriter>();
            await using var working = await WriterAtWork.StartAsync(writer, TestContext.Current.CancellationToken);
            var run = new ImportRun(records,
                new RowReader(records, columns, RowTopics.For(center.GetRequiredService<CatalogueCache>().Current, null).Topics!, center.GetRequiredService<Site>(), report.Note),
                new ImportChange(new ImportOrigin(new Actor(ActorKind.Operator, RandomId.New()), 1, "list.csv", false), center.GetRequiredService<RequestEvidence>(), center.GetRequiredService<SuppressionList>()),
                new ImportWriter(writer), report, rig.Clock);
            await Assert.ThrowsAsync<OperationCanceledException>(() => run.RunAsync(rows =>
            {
                if (rows >= 1_024) stop.Cancel();
            }, stop.Token));
        }
        Assert.Equal((1_024, 1_024), (summary.Rows, summary.Subscribed));
        Assert.Equal(1_024, rig.Count("Subscribers"));
        await rig.AssertSoundAsync();

        (await rig.RunAsync("import", file)).Done();
        Assert.Equal(5_000, rig.Count("Subscribers"));
        Assert.Equal(5_000L, rig.Scalar<long>($"""SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = {(int)EventKind.Asserted}"""));
        await rig.AssertSoundAsync();
    }
}
