using PreferenceCenter.Data;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>Tests that the doctor tells of what the server does by itself: done, failed, late or never run.</summary>
public sealed class DoctorWorkTests
{
    [DatabaseFact]
    [Trait("Requirement", "RTS-02")]
    public async Task Work_that_failed_is_a_fault_and_what_did_not_run_a_warning()
    {
        await using var rig = await CommandRig.NewAsync();
        Assert.Equal("warn", await GradeAsync("erasures"));
        Assert.EndsWith(
            "for the first time 15 minutes after its start",
            (await AskAsync(rig))["work.retention"].Says,
            StringComparison.Ordinal
        );

        using var database = rig.Stored.Open();
        var records = new WorkRecordStore(database);
        records.Note("erasures", rig.Clock.GetUtcNow(), 0, null);
        records.Note("retention", rig.Clock.GetUtcNow(), 0, null);
        Assert.Equal(
            ("pass", "pass", "warn"),
            (await GradeAsync("erasures"), await GradeAsync("retention"), await GradeAsync("erasure-cleanup"))
        );

        records.Note("erasures", rig.Clock.GetUtcNow(), 2, nameof(InvalidDataException));
        var failed = (await AskAsync(rig))["work.erasures"];
        Assert.Equal("fail", failed.Grade);
        Assert.Contains("2 items or steps failed", failed.Says, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidDataException), failed.Says, StringComparison.Ordinal);

        records.Note("erasures", rig.Clock.GetUtcNow(), 0, null);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(("warn", "pass"), (await GradeAsync("erasures"), await GradeAsync("retention")));
        // One day a year has 25 hours.
        rig.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("pass", await GradeAsync("retention"));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("warn", await GradeAsync("retention"));

        async Task<string> GradeAsync(string work) => (await AskAsync(rig)).Grade($"work.{work}");
    }

    private static async Task<DoctorRun> AskAsync(CommandRig rig)
    {
        await using var dns = new DnsPeer();
        return await DoctorRun.OfAsync(rig, ["--dns", dns.Address]);
    }
}
