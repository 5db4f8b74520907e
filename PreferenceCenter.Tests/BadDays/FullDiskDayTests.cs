using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Tests a disk that fills up and is freed again: changes without space are not acknowledged, and service resumes by
/// itself.
/// </summary>
public sealed class FullDiskDayTests
{
    private static readonly TimeSpan WrongForAtMost = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "SEC-16")]
    public async Task Without_room_nothing_is_acknowledged_that_is_not_kept_and_with_room_again_all_goes_on()
    {
        Assert.SkipUnless(NodeClock.IsAvailable, NodeClock.Missing);
        await using var day = new FullDiskDay(TimeSpan.FromMilliseconds(50));
        Assert.SkipUnless(day.IsAvailable, "Nobody here may mount a small disk: neither this user, nor by sudo.");
        await day.RunAsync(1000, LongTests.Rounds(usual: 1, inLongTests: 2), Cancel);
        var audit = await day.EndAsync(Cancel);

        Assert.True(audit.Faults.Count == 0, $"{day.Home}\n{string.Join('\n', audit.Faults.Take(40))}");
        Assert.InRange(day.ReadinessError.Ready, TimeSpan.Zero, WrongForAtMost);
        Assert.InRange(day.ReadinessError.NotReady, TimeSpan.Zero, WrongForAtMost);
    }
}
