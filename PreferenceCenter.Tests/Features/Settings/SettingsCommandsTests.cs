using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Catalogue;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Settings;

/// <summary>Tests the <c>settings</c> commands.</summary>
public sealed class SettingsCommandsTests
{
    private const string File =
        """{"site":{"name":"Harbour","languages":["de","en"],"logo":"/logo.png","color":"#b3261e"}}""";

    [DatabaseFact]
    public async Task What_is_applied_is_exported_and_applied_to_an_empty_database_gives_the_same_file()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.Equal("{\n  \"site\": {}\n}\n", (await rig.RunAsync("settings", "export")).Done());
        Assert.Equal(
            "changed name\nchanged languages\nchanged logo\nchanged color\n",
            (await ApplyAsync(rig, File)).Done()
        );
        Assert.Equal("nothing differs\n", (await ApplyAsync(rig, File)).Done());
        var exported = (await rig.RunAsync("settings", "export")).Done();
        await using var other = await CommandRig.NewAsync(topics: false);
        (await ApplyAsync(other, exported)).Done();
        Assert.Equal(exported, (await other.RunAsync("settings", "export")).Done());
        await using var center = rig.Open();
        await using var context = center.GetRequiredService<Database>().CreateContext();
        Assert.Equal(1, context.LedgerEvents.Count(e => e.Kind == EventKind.SettingsChanged));
    }

    [DatabaseFact]
    public async Task Null_takes_a_setting_back_and_each_says_where_it_comes_from()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        (await ApplyAsync(rig, File)).Done();
        Assert.Contains("name\tHarbour\tconsole", (await rig.RunAsync("settings", "list")).Lines);
        (await ApplyAsync(rig, """{"site":{"name":null,"color":""}}""")).Done();
        var list = (await rig.RunAsync("settings", "list")).Lines;
        Assert.Contains("name\tNorthwind\tdefault", list);
        Assert.Contains("color\t\tconsole", list);
        Assert.Contains("logo\t/logo.png\tconsole", list);
    }

    [DatabaseFact]
    public async Task An_uploaded_logo_is_exported_and_applied_as_any_setting_and_listed_by_its_path()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var raw = $"data:image/png;base64,{Convert.ToBase64String(SamplePictures.Png())}";
        Assert.Equal("changed logo\n", (await ApplyAsync(rig, Logo(raw))).Done());
        Assert.Equal("nothing differs\n", (await ApplyAsync(rig, Logo(raw))).Done());
        var exported = (await rig.RunAsync("settings", "export")).Done();
        await using var other = await CommandRig.NewAsync(topics: false);
        (await ApplyAsync(other, exported)).Done();
        Assert.Equal(exported, (await other.RunAsync("settings", "export")).Done());
        Assert.Single(
            (await other.RunAsync("settings", "list")).Lines,
            line => line.StartsWith("logo\t/logo/", StringComparison.Ordinal)
        );
        var run = await ApplyAsync(rig, Logo("data:image/svg+xml;base64,PHN2Zy8+"));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("site.logo: is no picture in PNG, JPEG or WebP", run.Error, StringComparison.Ordinal);
        Assert.Equal(78, (await rig.RunAsync("settings", "list", $"--Site:Logo={raw}")).ExitCode);
    }

    private static string Logo(string value) => $$$"""{"site":{"logo":"{{{value}}}"}}""";

    [Fact]
    public async Task An_argument_wins_and_says_so()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var run = await rig.RunAsync("settings", "apply", rig.Write("s.json", File), "--Site:Name=Northwind Harbour");
        Assert.Contains("changed name", run.Done(), StringComparison.Ordinal);
        Assert.Equal(
            "name is kept and not in force: Site:Name is set by a variable or an argument, which wins.\n",
            run.Error
        );
        var list = (await rig.RunAsync("settings", "list", "--Site:Name=Northwind Harbour")).Lines;
        Assert.Contains("name\tNorthwind Harbour\tstart", list);
        Assert.Contains("name\tHarbour\tconsole", (await rig.RunAsync("settings", "list")).Lines);
    }

    [Fact]
    public async Task The_controller_is_given_once_and_the_one_of_the_start_wins()
    {
        const string Given = """{"site":{"controller":"Harbour Ltd"}}""";
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.Equal("changed controller\n", (await ApplyAsync(rig, Given)).Done());
        Assert.Equal("nothing differs\n", (await ApplyAsync(rig, Given)).Done());
        foreach (var other in (string[])["\"Pier Ltd\"", "null"])
        {
            var run = await ApplyAsync(rig, $$$"""{"site":{"controller":{{{other}}} } }""");
            Assert.Equal(3, run.ExitCode);
            Assert.Contains("site.controller: is fixed", run.Error, StringComparison.Ordinal);
        }
        Assert.Contains("controller\tHarbour Ltd\tconsole", (await rig.RunAsync("settings", "list")).Lines);
        Assert.Contains(
            "controller\tPier Ltd\tstart",
            (await rig.RunAsync("settings", "list", "--Site:Controller=Pier Ltd")).Lines
        );
    }

    [DatabaseFact]
    public async Task A_fault_changes_nothing()
    {
        await using var rig = await CommandRig.NewAsync();
        var run = await ApplyAsync(
            rig,
            """{"site":{"name":"Harbour","color":"greenish","host":"x","postalAddress":"","languages":["de"],"email":"x"}}"""
        );
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("site.color: 'greenish' is not a color", run.Error, StringComparison.Ordinal);
        Assert.Contains("site.host: is unknown", run.Error, StringComparison.Ordinal);
        Assert.Contains("site.postalAddress: is missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("site.email: is unknown", run.Error, StringComparison.Ordinal);
        Assert.Contains("site.languages: cannot begin with de", run.Error, StringComparison.Ordinal);
        Assert.Equal("{\n  \"site\": {}\n}\n", (await rig.RunAsync("settings", "export")).Done());
    }

    private static Task<CommandRun> ApplyAsync(CommandRig rig, string json) =>
        rig.RunAsync("settings", "apply", rig.Write("s.json", json));
}
