using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>How many personal Gmail accounts one mailing to a topic reaches.</summary>
[Trait("Requirement", "BLK-01")]
public sealed class DoctorBulkTests
{
    private const string Evidence = ",2026-05-01T10:00:00Z,checkbox,https://example.org/join,yes";

    [Fact]
    public async Task From_four_thousand_on_it_is_told()
    {
        await using var rig = await CommandRig.NewAsync();
        await ImportAsync(rig, [.. Enumerable.Range(0, 3_999).Select(i => $"p{i}@gmail.com"), "a@gmail.com.example", "b@notgmail.com"]);
        Assert.Equal("pass", (await OfNewsAsync(rig)).Grade);
        await ImportAsync(rig, ["Q@GoogleMail.com"]);
        var said = await OfNewsAsync(rig);
        Assert.Equal("warn", said.Grade);
        Assert.Contains("news: one mailing reaches 4000 personal Gmail accounts", said.Says, StringComparison.Ordinal);
    }

    private static async Task ImportAsync(CommandRig rig, IEnumerable<string> addresses) =>
        (await rig.RunAsync("import", rig.Write("list.csv", "email,topics,consent_at,consent_method,consent_source,consent_text\n" + string.Concat(addresses.Select(a => $"{a},news{Evidence}\n"))))).Done();

    private static async Task<(string Grade, string Check, string Says)> OfNewsAsync(CommandRig rig)
    {
        await using var dns = new DnsPeer();
        var run = await DoctorRun.OfAsync(rig, "--dns", dns.Address);
        return Assert.Single(run.Lines, line => line.Check == "bulk.gmail" && line.Says.StartsWith("news:", StringComparison.Ordinal));
    }
}
