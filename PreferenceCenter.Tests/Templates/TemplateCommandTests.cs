using System.Text.Json;
using PreferenceCenter.Tests.Features;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests the command <c>template check</c> as the program composes it.</summary>
public sealed class TemplateCommandTests
{
    private const string Broken =
        "<html lang=\"en\"><title>News</title><p>Hello</p>\n  <a href=\"https://esp.example.com/x\">Unsubscribe</a></html>";

    [Fact]
    public async Task It_prints_one_line_a_finding_and_exits_by_the_worst()
    {
        await using var rig = await CommandRig.NewAsync();
        var file = rig.Write("news.html", Broken);
        var run = await rig.RunAsync("template", "check", file);
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains(
            $"{file}:2:3 error unsubscribe-elsewhere The link says unsubscribe and leads to another site: https://esp.example.com/x.",
            run.Lines
        );
        Assert.All(run.Lines, line => Assert.Matches(@":\d+:\d+ (error|warning|note|unchecked) [a-z-]+ .+", line));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_weighs_more_than_one_with_errors()
    {
        await using var rig = await CommandRig.NewAsync();
        var file = rig.Write("news.html", Broken);
        var run = await rig.RunAsync("template", "check", Path.Combine(rig.Folder, "none.html"), file);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("none.html cannot be read", run.Error, StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.StartsWith(file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_of_the_topic_are_sound_and_those_of_another_are_not()
    {
        await using var rig = await CommandRig.WithPeopleAsync();
        var links = (await rig.RunAsync("links", "mint", "--email", "p1@example.org", "--topic", "news")).Done();
        var unsubscribe = links.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1];
        var address = "Northwind Ltd, 1 Harbour Street, Cork, Ireland";
        var file = rig.Write(
            "news.html",
            $"<html lang=\"en\"><title>News</title><p>Hello, here is the news of November for you.</p><a href=\"{unsubscribe}\">Unsubscribe</a><p>{address}</p></html>"
        );
        var own = await rig.RunAsync("template", "check", "--topic", "news", file, "--json");
        using var report = JsonDocument.Parse(own.Done());
        Assert.True(report.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal("source", report.RootElement.GetProperty("stage").GetString());
        Assert.Contains(
            report.RootElement.GetProperty("findings").EnumerateArray(),
            f => f.GetProperty("rule").GetString() == "list-id" && f.GetProperty("severity").GetString() == "unchecked"
        );

        var other = await rig.RunAsync("template", "check", "--topic", "digest", file);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("unsubscribe-elsewhere The link is of another topic", other.Out, StringComparison.Ordinal);
        var unknown = await rig.RunAsync("template", "check", "--topic", "nws", file);
        Assert.Equal((3, "There is no topic 'nws'.\n"), (unknown.ExitCode, unknown.Error));
    }

    [Fact]
    public async Task Without_a_topic_it_needs_no_database_and_makes_no_keys()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var run = await rig.RunAsync("template", "check", rig.Write("x.eml", "Subject: x\n\nHello"));
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Empty(Directory.EnumerateFiles(rig.Folder, "link-keys.json", SearchOption.AllDirectories));
    }
}
