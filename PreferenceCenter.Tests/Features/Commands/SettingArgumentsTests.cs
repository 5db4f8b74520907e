using System.Text.RegularExpressions;
using PreferenceCenter.Hosting;
using Xunit;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>Tests settings given as command-line arguments.</summary>
public sealed partial class SettingArgumentsTests
{
    [Theory]
    [InlineData("--Mail:Smtp:Host=x import list.csv", "--Mail:Smtp:Host=x", "import list.csv")]
    [InlineData(
        "import list.csv --Storage:Directory /srv/data --dry-run",
        "--Storage:Directory=/srv/data",
        "import list.csv --dry-run"
    )]
    [InlineData("--urls=http://localhost:1", "--urls=http://localhost:1", "")]
    [InlineData(
        "--Links:Keys:7=abc= --Logging:LogLevel:Default=Debug",
        "--Links:Keys:7=abc=|--Logging:LogLevel:Default=Debug",
        ""
    )]
    [InlineData("--ConnectionStrings:PreferenceCenter=Data", "--ConnectionStrings:PreferenceCenter=Data", "")]
    [InlineData("gate news --file x", "", "gate news --file x")]
    [InlineData("gate news -- --Urls=x", "", "gate news -- --Urls=x")]
    [InlineData(
        "--Mail:Smtp:Hots=x --Links:Keys:=y --Nonsense z",
        "",
        "--Mail:Smtp:Hots=x --Links:Keys:=y --Nonsense z"
    )]
    public void Settings_are_taken_out_and_the_rest_is_left(string typed, string settings, string others)
    {
        var (found, rest, fault) = SettingArguments.TakeOut(typed.Split(' '));
        Assert.Null(fault);
        Assert.Equal(settings, string.Join('|', found));
        Assert.Equal(others, string.Join(' ', rest));
    }

    [Fact]
    public void A_setting_without_its_value_is_told() =>
        Assert.Contains("Mail:From", SettingArguments.TakeOut(["import", "x", "--Mail:From"]).Fault);

    [Fact]
    public void Every_setting_the_program_reads_can_be_an_argument()
    {
        var sources = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "PreferenceCenter"),
            "*Setting*.cs",
            SearchOption.AllDirectories
        );
        var keys = sources
            .Where(f =>
                !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            )
            .SelectMany(f => Key.Matches(File.ReadAllText(f)))
            .Select(m => m.Groups["key"].Value)
            .Distinct()
            .ToArray();
        Assert.True(keys.Length > 30, "the settings were not found");
        Assert.All(keys, key => Assert.True(SettingKeys.Knows(key) || SettingKeys.Knows($"{key}:7"), key));
    }

    [GeneratedRegex(
        "\"(?<key>(?:Site|Storage|Database|Mail|Links|Consent|Privacy|Staff|Proxy|Server):[A-Za-z:]+[A-Za-z])\""
    )]
    private static partial Regex Key { get; }
}
