using Microsoft.Extensions.Time.Testing;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;
using Xunit;
using static PreferenceCenter.Tests.Features.Imports.ImportRig;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests the report and the progress of an import.</summary>
public sealed class ImportReportTests
{
    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-23")]
    public async Task No_cell_of_a_report_becomes_a_formula()
    {
        await using var rig = await CommandRig.NewAsync();
        var report = Path.Combine(rig.Folder, "report.csv");
        await rig.ImportAsync(
            "list.csv",
            "email,topics,status,=HYPERLINK(1),+1,@SUM(A1),\"-1,\"\"x\"\"\"\n=1+1@x,news,,,,,\na@example.org,=2+2,,,,,\nb@example.org,news,@SUM(1),,,,\nc@example.org,\"\tx\",,,,,\n",
            "--report",
            report
        );
        var lines = File.ReadAllText(report).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["1,'=HYPERLINK(1),warning-column", "1,'+1,warning-column", "1,'@SUM(A1),warning-column"],
            Remarks(report).Take(3)
        );
        Assert.StartsWith("\"1\",\"'-1,\"\"x\"\"\",\"warning-column\",", lines[4], StringComparison.Ordinal);
        Assert.All(lines.SelectMany(line => line.Split(',')), cell => Assert.DoesNotMatch("^\"?[=+\\-@\\t\\r]", cell));
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-03")]
    public async Task No_line_tells_who_was_kept_out()
    {
        await using var rig = await CommandRig.NewAsync();
        const string Csv =
            "email,topics,language,consent_at,consent_text\nleft@example.org,news,,2026-05-01,Yes\nerased@example.org,news,tlh,2026-05-01,Yes\nnew@example.org,news,,2026-05-01,Yes\nbad,news,,,\n";
        var (before, after) = (Path.Combine(rig.Folder, "before.csv"), Path.Combine(rig.Folder, "after.csv"));
        await rig.ImportAsync(
            "earlier.csv",
            "email,topics,consent_at,consent_text\nleft@example.org,news,2026-05-01,Yes\n"
        );
        await rig.ImportAsync("list.csv", Csv, "--dry-run", "--report", before);
        await rig.SuppressAsync("erased@example.org");
        await rig.ChangeAsync("left@example.org", Leave.Everything, Channel.OneClick);
        var run = await rig.RunAsync("import", Path.Combine(rig.Folder, "list.csv"), "--report", after);
        Assert.Contains("1  kept out: suppressed", run.Done());
        Assert.Equal("", run.Error);
        Assert.Equal(File.ReadAllText(before), File.ReadAllText(after));
        Assert.Equal(["3,language,warning-language", "5,email,email"], Remarks(after));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_a_cell_holds_is_told_in_few_characters_and_never_where_it_may_be_an_address()
    {
        await using var rig = await CommandRig.NewAsync();
        var run = await rig.RunAsync(
            "import",
            rig.Write(
                "list.csv",
                $"email,topics\na@example.org,b@example.org\nc@example.org,{new string('x', 5_000)}\n"
            )
        );
        Assert.DoesNotContain("example.org", run.Error);
        Assert.Contains($"there is no topic '{new string('x', 40)}…' here", run.Error);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "WDR-05")]
    public async Task Evidence_that_cannot_be_read_undoes_no_opt_out()
    {
        await using var rig = await CommandRig.NewAsync();
        var csv =
            $"email,name,topics,status,consent_at,consent_ip\na@example.org,,,unsubscribed,yesterday,\nb@example.org,{new string('n', 201)},,complained,,999.1.1.1\nc@example.org,,news,subscribed,yesterday,999.1.1.1\n";
        Counts(
            await rig.ImportAsync("list.csv", csv),
            ("unsubscribed", 1),
            ("suppressed", 1),
            ("rejected", 1),
            ("warnings", 3)
        );
    }

    [Fact]
    public void Progress_tells_rows_rate_and_time_left_and_at_the_end_how_far_it_came()
    {
        var (error, clock) = (new StringWriter { NewLine = "\n" }, new FakeTimeProvider());
        using (
            var progress = new Progress(new Terminal(Stream.Null, TextWriter.Null, error, Watched: true), clock, "rows")
        )
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            progress.Report(20_000, 0.25);
            clock.Advance(TimeSpan.FromMilliseconds(100));
            progress.Report(20_300, 0.26);
            clock.Advance(TimeSpan.FromSeconds(29.9));
            progress.Report(80_000, 1);
            progress.Report(80_001, 1);
        }
        Assert.Equal(
            [
                "",
                "20,000 rows, 2,000 a second, 0:00:30 left",
                "80,000 rows, 2,000 a second, 0:00:00 left",
                "80,001 rows, 2,000 a second",
            ],
            error.ToString().Split('\r').Select(line => line.Trim())
        );
    }

    [Fact]
    public void Nobody_who_does_not_watch_is_shown_progress()
    {
        var error = new StringWriter();
        using (
            var progress = new Progress(
                new Terminal(Stream.Null, TextWriter.Null, error, Watched: false),
                new FakeTimeProvider(),
                "rows"
            )
        )
            progress.Report(20_000, 0.25);
        Assert.Equal("", error.ToString());
    }
}
