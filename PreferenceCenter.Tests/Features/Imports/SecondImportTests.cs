using PreferenceCenter.Domain;
using Xunit;
using static PreferenceCenter.Tests.Features.Imports.ImportRig;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests a large file of every grade and status that is imported twice.</summary>
public sealed class SecondImportTests
{
    private static readonly int Rows = LongTests.Rounds(usual: 4_000, inLongTests: 20_000);

    private static string Csv() =>
        "email,name,language,topics,status,consent_at,consent_method,consent_source,consent_text\n"
        + string.Concat(
            Enumerable
                .Range(0, Rows)
                .Select(i =>
                    (i % 20) switch
                    {
                        < 8 =>
                            $"p{i}@example.org,Person {i},{(i % 2 == 0 ? "en" : "de")},news;digest,subscribed,2026-05-01T10:00:00Z,checkbox,https://example.org/join,\"Yes, mail me news\"\n",
                        < 12 => $"p{i}@example.org,,,news,,2026-05-01,,,Yes\n",
                        < 15 => $"p{i}@example.org,,,digest,,,,,\n",
                        15 => $"p{i}@example.org,,,,unsubscribed,,,,\n",
                        16 => $"p{i}@example.org,,,news,unsubscribed,,,,\n",
                        17 => $"p{i}@example.org,,,,{(i % 40 == 17 ? "bounced" : "complained")},,,,\n",
                        // Rows about a person of an earlier row: one repeats the subscription, the next one ends it.
                        18 => $"P{i - 18}@Example.ORG,,,news,,2026-05-01,,,Yes\n",
                        _ => $"p{i - 18}@example.org,,,{(i % 40 == 19 ? "" : "digest")},unsubscribed,,,,\n",
                    }
                )
        );

    [DatabaseFact]
    [Trait("Requirement", "WDR-05")]
    public async Task It_changes_nothing_and_whoever_left_here_in_between_stays_out()
    {
        await using var rig = await CommandRig.NewAsync();
        var csv = Csv();
        Counts(
            await rig.ImportAsync("list.csv", csv),
            ("rows", Rows),
            ("subscribed", Rows * 12 / 20),
            ("pending", Rows * 3 / 20),
            ("unsubscribed", Rows * 3 / 20),
            ("suppressed", Rows / 20),
            ("unchanged", Rows / 20),
            ("gradeA", Rows * 8 / 20),
            ("gradeB", Rows * 5 / 20),
            ("gradeC", Rows * 3 / 20),
            ("rejected", 0)
        );

        await rig.ChangeAsync("p2@example.org", Leave.Everything, Channel.OneClick);
        await rig.ChangeAsync("p3@example.org", new Leave(1), Channel.OneClick);
        await rig.ChangeAsync("p12@example.org", new Leave(2), Channel.OneClick);
        rig.Clock.Advance(TimeSpan.FromDays(40));
        var before = rig.Everything();

        var second = await rig.ImportAsync("list.csv", csv);
        Counts(
            second,
            ("rows", Rows),
            ("subscribed", 0),
            ("pending", 0),
            ("unsubscribed", 0),
            ("suppressed", 0),
            ("rejected", 0)
        );
        Assert.Equal(before, rig.Everything());
        Assert.Equal(
            ["p2@example.org\trefused\tstopped", "p3@example.org\trefused\tnot-subscribed", "p4@example.org\tallowed"],
            (await rig.RunAsync("gate", "news", "p2@example.org", "p3@example.org", "p4@example.org")).Lines
        );
        await rig.AssertSoundAsync();
    }
}
