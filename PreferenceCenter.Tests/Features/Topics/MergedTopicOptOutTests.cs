using PreferenceCenter.Tests.Features.Imports;
using PreferenceCenter.Tests.Features.Wording;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Topics;

/// <summary>
/// Tests opt-outs that name a topic after it was merged: they leave the topic that took it in, as links of it do.
/// </summary>
public sealed class MergedTopicOptOutTests
{
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_opt_out_by_a_list_or_a_command_leaves_the_survivor()
    {
        await using var rig = await CommandRig.NewAsync();
        foreach (var name in new[] { "ann", "bob", "cat" })
            (
                await rig.RunAsync(
                    "import",
                    rig.Write(
                        $"{name}.csv",
                        $"email,topics,consent_at,consent_text\n{name}@example.org,news,2026-05-01,Yes mail me\n"
                    )
                )
            ).Done();
        (await rig.ApplyAsync("notices", WordingRig.Notices)).Done();
        (await rig.RunAsync("topics", "merge", "digest", "--into", "news")).Done();

        ImportRig.Counts(
            await rig.ImportAsync("out.csv", "email,topics,status\nann@example.org,digest,unsubscribed\n"),
            ("unsubscribed", 1)
        );
        Assert.Contains(
            "left news",
            (await rig.RunAsync("unsubscribe", "bob@example.org", "--topic", "digest")).Done(),
            StringComparison.Ordinal
        );
        Assert.Equal([false, false, true], new[] { "ann", "bob", "cat" }.Select(name => IsOn(rig, name)));

        // The same list again is no other act.
        var seen = rig.Find("ann@example.org")!.State.LastSeq;
        await rig.ImportAsync("out.csv", "email,topics,status\nann@example.org,digest,unsubscribed\n");
        Assert.Equal(seen, rig.Find("ann@example.org")!.State.LastSeq);
    }

    private static bool IsOn(CommandRig rig, string name) => rig.Find($"{name}@example.org")!.State[1].On;
}
