using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>Tests the report of the reasons for leaving.</summary>
public sealed class ReasonsTests
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-23")]
    public async Task Why_people_left_is_told_without_who_and_no_comment_becomes_a_formula()
    {
        await using var rig = await CommandRig.NewAsync();
        (
            await rig.RunAsync(
                "import",
                rig.Write("list.csv", "email,topics,consent_at,consent_text\nada@example.org,news,2026-05-01,Yes\n")
            )
        ).Done();
        await rig.ChangeAsync("ada@example.org", new Leave(1), Channel.UnsubscribePage);
        await rig.ChangeAsync(
            "ada@example.org",
            new GiveReason(1, LeaveReason.NeverAsked),
            Channel.UnsubscribePage,
            new Evidence { Comment = "=HYPERLINK(\"https://evil.example\")" }
        );
        var csv = (await rig.RunAsync("export", "reasons")).Done();
        Assert.Equal(
            "\"day\",\"topic\",\"reason\",\"comment\"\r\n\"2026-11-23\",\"news\",\"never-asked\",\"'=HYPERLINK(\"\"https://evil.example\"\")\"\r\n",
            csv
        );
        Assert.Equal(
            "{\"day\":\"2026-11-23\",\"topic\":\"news\",\"why\":\"never-asked\",\"comment\":\"=HYPERLINK(\\\"https://evil.example\\\")\"}\n",
            (await rig.RunAsync("export", "reasons", "--json")).Done()
        );
        Assert.DoesNotContain("ada", csv);
    }
}
