using Xunit;
using static PreferenceCenter.Tests.Features.Imports.ImportRig;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests an import of thousands of broken rows.</summary>
public sealed class BrokenRowsTests
{
    private static readonly int Broken = LongTests.Rounds(usual: 2_000, inLongTests: 10_000);

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-23")]
    public async Task Thousands_of_broken_rows_are_each_told_by_line_and_column_and_all_others_come_in()
    {
        await using var rig = await CommandRig.NewAsync();
        (
            await rig.RunAsync(
                "topics",
                "apply",
                rig.Write("t.json", """{"topics":[{"key":"beta","state":"closed"}]}""")
            )
        ).Done();
        var rows = new BrokenRows(Broken);
        var (list, report) = (rig.Write("list.csv", rows.Bytes), Path.Combine(rig.Folder, "report.csv"));

        var trial = (await rig.RunAsync("import", list, "--json", "--dry-run", "--report", report)).Out;
        var trialReport = File.ReadAllText(report);
        var run = (await rig.RunAsync("import", list, "--json", "--report", report)).Out;
        Assert.Equal(rows.Expected, Remarks(report));
        Counts(
            System.Text.Json.JsonDocument.Parse(run).RootElement,
            ("rows", 2 * Broken + 1),
            ("subscribed", rows.Good),
            ("unchanged", rows.Again),
            ("rejected", rows.Expected.Count - rows.Taken),
            ("unsubscribed", rows.Taken),
            ("warnings", rows.Taken)
        );
        Assert.Equal(rows.Good + rows.Taken, rig.Count("Subscribers"));
        // None of the broken rows lies inside a field of another row.
        Assert.Null(rig.Find("victim@example.org"));
        Assert.All(File.ReadLines(report), line => Assert.DoesNotContain("example.org", line));

        Assert.Equal(run, trial.Replace("\"dryRun\":true", "\"dryRun\":false", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllText(report), trialReport);
    }
}
