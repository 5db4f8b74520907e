using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>Tests the commands for links and link keys.</summary>
public sealed class LinkCommandsTests
{
    private static async Task<CommandRig> WithAdaAsync()
    {
        var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("import", rig.Write("list.csv", "email,topics\nada@example.org,news\n"))).Done();
        return rig;
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Minted_links_are_that_persons_for_that_topic()
    {
        await using var rig = await WithAdaAsync();
        var lines = (await rig.RunAsync("links", "mint", "--email", "ada@example.org", "--topic", "news")).Lines;
        Assert.Equal(
            ["https://preferences.example.org/p/", "https://preferences.example.org/u/"],
            lines.Select(l => l[..^SignedLink.TokenLength])
        );
        using var center = rig.Open();
        var keys = center.GetRequiredService<LinkKeyRing>().Current;
        foreach (var line in lines)
        {
            Assert.True(SignedLink.TryRead(line.AsSpan(line.Length - SignedLink.TokenLength), keys, out var link));
            Assert.Equal((rig.Find("ada@example.org")!.Subscriber.PublicId, 1u), (link.Subscriber, link.Scope));
        }
        Assert.Contains(
            "preferencesUrl",
            (await rig.RunAsync("links", "mint", "--email", "ada@example.org", "--json")).Done()
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-12")]
    public async Task Rotation_and_revocation_stand_in_the_log_and_no_secret_is_ever_printed()
    {
        await using var rig = await WithAdaAsync();
        var old = (await rig.RunAsync("links", "mint", "--email", "ada@example.org")).Lines[1];
        (await rig.RunAsync("links", "rotate")).Done();
        Assert.Equal("key 3 signs from now on\n", (await rig.RunAsync("links", "revoke", "2")).Done());
        (await rig.RunAsync("links", "revoke", "1")).Done();
        var shown = (await rig.RunAsync("links", "keys")).Done();
        Assert.Equal(
            [
                "1\trevoked 2026-11-23\tmade 2026-11-23",
                "2\trevoked 2026-11-23\tmade 2026-11-23",
                "3\tactive\tmade 2026-11-23",
            ],
            shown.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
        shown += (await rig.RunAsync("links", "keys", "--json")).Done();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(rig.Folder, "data", "keys"), "link*.json"))
        foreach (var key in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("keys").EnumerateArray())
            Assert.DoesNotContain(key.GetProperty("secret").GetString()!, shown);

        using var center = rig.Open();
        var token = old.AsSpan(old.Length - SignedLink.TokenLength);
        Assert.Equal(
            LinkVerdict.Valid,
            LinkReader
                .Read(
                    token,
                    LinkPurpose.Unsubscribe,
                    center.GetRequiredService<LinkKeyRing>().Current,
                    rig.Clock.GetUtcNow(),
                    TimeSpan.FromDays(1)
                )
                .Verdict
        );
        Assert.Equal(
            ["68:2", "68:3", "69:2", "69:1"],
            rig.Rows(
                    $"""SELECT "Kind", "Aspect" FROM "LedgerEvents" WHERE "Kind" IN ({(int)EventKind.LinkKeyAdded}, {(int)EventKind.LinkKeyRevoked}) ORDER BY "Position" """
                )
                .Select(row => $"{row[0]}:{row[1]}")
        );
        await rig.AssertSoundAsync();
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("links revoke 99", "no key of that id")]
    [InlineData(
        "links rotate --Links:ActiveKey=9 --Links:Keys:9=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "Links:ActiveKey"
    )]
    public async Task What_cannot_be_done_to_keys_is_three_and_no_event(string typed, string why)
    {
        await using var rig = await CommandRig.NewAsync();
        var events = rig.Count("LedgerEvents");
        var run = await rig.RunAsync(typed.Split(' '));
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error);
        Assert.Equal(events, rig.Count("LedgerEvents"));
    }
}
