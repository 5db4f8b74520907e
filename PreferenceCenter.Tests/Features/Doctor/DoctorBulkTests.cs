using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>Tests the check that counts the personal Gmail accounts one mailing to a topic reaches.</summary>
[Trait("Requirement", "BLK-01")]
public sealed class DoctorBulkTests
{
    private const string Evidence = ",2026-05-01T10:00:00Z,checkbox,https://example.org/join,yes";

    [Fact]
    public async Task From_four_thousand_on_it_is_told()
    {
        await using var rig = await CommandRig.NewAsync();
        await ImportAsync(
            rig,
            [.. Enumerable.Range(0, 3_999).Select(i => $"p{i}@gmail.com"), "a@gmail.com.example", "b@notgmail.com"]
        );
        Assert.Equal("pass", (await OfNewsAsync(rig)).Grade);
        await ImportAsync(rig, ["Q@GoogleMail.com"]);
        var output = await OfNewsAsync(rig);
        Assert.Equal("warn", output.Grade);
        Assert.Contains(
            "news: one mailing reaches 4000 personal Gmail accounts",
            output.Says,
            StringComparison.Ordinal
        );
    }

    // Google counts the mails of a domain per day, on any topic.
    [Fact]
    public async Task Two_topics_that_reach_it_together_are_told()
    {
        await using var rig = await CommandRig.NewAsync();
        await ImportAsync(rig, Enumerable.Range(0, 2_000).Select(i => $"p{i}@gmail.com"), topics: "news;digest");
        Assert.Equal("pass", (await OfNewsAsync(rig)).Grade);
        var all = Assert.Single(
            await LinesAsync(rig),
            line => line.Says.StartsWith("all topics", StringComparison.Ordinal)
        );
        Assert.Equal("warn", all.Grade);
        Assert.Contains("4000 emails", all.Says, StringComparison.Ordinal);
    }

    private static async Task ImportAsync(CommandRig rig, IEnumerable<string> addresses, string topics = "news") =>
        (
            await rig.RunAsync(
                "import",
                rig.Write(
                    "list.csv",
                    "email,topics,consent_at,consent_method,consent_source,consent_text\n"
                        + string.Concat(addresses.Select(a => $"{a},{topics}{Evidence}\n"))
                )
            )
        ).Done();

    private static async Task<(string Grade, string Check, string Says)> OfNewsAsync(CommandRig rig) =>
        Assert.Single(await LinesAsync(rig), line => line.Says.StartsWith("news:", StringComparison.Ordinal));

    private static async Task<List<(string Grade, string Check, string Says)>> LinesAsync(CommandRig rig)
    {
        await using var dns = new DnsPeer();
        return
        [
            .. (await DoctorRun.OfAsync(rig, "--dns", dns.Address)).Lines.Where(line => line.Check == "bulk.gmail"),
        ];
    }
}
