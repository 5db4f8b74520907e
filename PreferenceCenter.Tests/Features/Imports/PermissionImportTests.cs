using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>
/// Tests consents to tracking and profiling in a list: each with its own time and wording, and never against a no.
/// </summary>
public sealed class PermissionImportTests
{
    private const string Header =
        "email,topics,consent_at,consent_text,tracking_consent_at,tracking_consent_text,profiling_consent_at,profiling_consent_text\n";

    [DatabaseFact]
    [Trait("Requirement", "CON-06")]
    public async Task Each_comes_with_its_own_time_and_wording()
    {
        await using var rig = await CommandRig.NewAsync();
        var list =
            "ann@example.org,news,2026-01-02,Yes to news,2026-02-03,Yes to tracking,2026-01-04,Yes to interests\n";
        (await ImportAsync(rig, list)).Done();
        var ann = rig.Find("ann@example.org")!;
        Assert.Equal(
            (TrackingConsent.Granted, Profiling.Allowed),
            (
                Permission.Tracking(ann.State, null, rig.Clock.GetUtcNow()),
                Permission.Profiling(ann.State, null, rig.Clock.GetUtcNow())
            )
        );
        Assert.Equal(EventKind.Asserted, ann.State[Aspect.Tracking].Grant?.Kind);
        using (var raw = rig.Stored.Raw())
        {
            var evidence = Evidence.Parse(
                raw.Scalar<byte[]>("""SELECT "Content" FROM "Evidence" ORDER BY "Position" DESC LIMIT 1""")
            )!;
            Assert.Equal("Yes to interests", evidence.Text);
            Assert.Equal(new DateTimeOffset(2026, 1, 4, 0, 0, 0, TimeSpan.Zero), evidence.ObtainedAt);
        }
        var audience = (await rig.RunAsync("export", "audience", "news")).Done();
        Assert.Contains("\"granted\",\"allowed\",", audience, StringComparison.Ordinal);

        // The same file twice changes nothing, and a no is final.
        var events = rig.Find("ann@example.org")!.State.LastSeq;
        (await ImportAsync(rig, list)).Done();
        Assert.Equal(events, rig.Find("ann@example.org")!.State.LastSeq);
        await rig.ChangeAsync(
            "ann@example.org",
            new Choose(new Dictionary<long, long> { [Aspect.Tracking] = Permission.No }, AddsAtOnce: false),
            Channel.FooterPage
        );
        (await ImportAsync(rig, list)).Done();
        Assert.Equal(Permission.No, rig.Find("ann@example.org")!.State[Aspect.Tracking].Value);
        await rig.AssertSoundAsync();
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("2026-02-03,,,", "tracking_consent_text")]
    [InlineData(",Yes,,", "tracking_consent_at")]
    [InlineData(",,soon,Yes", "profiling_consent_at")]
    public async Task What_has_no_time_or_wording_is_left_out_and_the_row_is_taken(string cells, string column)
    {
        await using var rig = await CommandRig.NewAsync();
        var run = await ImportAsync(rig, "ann@example.org,news,2026-01-02,Yes to news," + cells + "\n");
        Assert.Contains($"line 2, {column}:", run.Error, StringComparison.Ordinal);
        var ann = rig.Find("ann@example.org")!;
        Assert.True(ann.State[1].On);
        Assert.Equal((0L, 0L), (ann.State[Aspect.Tracking].Value, ann.State[Aspect.Profiling].Value));
    }

    private static Task<CommandRun> ImportAsync(CommandRig rig, string rows) =>
        rig.RunAsync("import", rig.Write("list.csv", Header + rows));
}
