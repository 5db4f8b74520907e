using Xunit;
using static PreferenceCenter.Tests.Features.Imports.ImportRig;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests the option <c>--topics</c>.</summary>
public sealed class NamedTopicsTests
{
    private const string Csv =
        "email,topics,status,consent_at,consent_text\nnone@example.org,,,2026-05-01,Yes\nown@example.org,digest,,2026-05-01,Yes\nleft@example.org,,unsubscribed,,\n";

    [DatabaseFact]
    public async Task They_are_of_the_subscribed_rows_that_name_none()
    {
        await using var rig = await CommandRig.NewAsync();
        Counts(
            await rig.ImportAsync("list.csv", Csv, "--topics", "news; NEWS;"),
            ("subscribed", 2),
            ("unsubscribed", 1),
            ("rejected", 0)
        );
        Assert.Equal(
            [
                "none@example.org\tallowed",
                "own@example.org\trefused\tnot-subscribed",
                "left@example.org\trefused\tstopped",
            ],
            (await rig.RunAsync("gate", "news", "none@example.org", "own@example.org", "left@example.org")).Lines
        );
        // An opt-out without topics applies to everything, whatever topics are named for the others.
        Assert.True(rig.Find("left@example.org")!.State.Stopped);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Without_them_a_row_that_names_none_is_rejected()
    {
        await using var rig = await CommandRig.NewAsync();
        Counts(await rig.ImportAsync("list.csv", Csv), ("subscribed", 1), ("rejected", 1));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("news;nope", "there is no topic 'nope' here")]
    [InlineData("beta", "'beta' is closed and takes no new subscribers")]
    public async Task A_topic_that_can_be_nobodys_stops_all(string topics, string why)
    {
        await using var rig = await CommandRig.NewAsync();
        (
            await rig.RunAsync(
                "topics",
                "apply",
                rig.Write("t.json", """{"topics":[{"key":"beta","state":"closed"}]}""")
            )
        ).Done();
        var run = await rig.RunAsync("import", rig.Write("list.csv", Csv), "--topics", topics);
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error);
        Assert.Equal(0, rig.Count("Subscribers"));
    }
}
