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
        Assert.SkipUnless(NodeClock.IsThere, NodeClock.Missing);
        await using var day = new FullDiskDay(TimeSpan.FromMilliseconds(50));
        Assert.SkipUnless(day.IsThere, "Nobody here may mount a small disk: neither this user, nor by sudo.");
        await day.LiveAsync(1000, LongTests.Rounds(usual: 1, inLongTests: 2), Cancel);
        var reckoning = await day.EndAsync(Cancel);

        Assert.True(reckoning.Faults.Count == 0, $"{day.Home}\n{string.Join('\n', reckoning.Faults.Take(40))}");
        Assert.InRange(day.Honesty.Ready, TimeSpan.Zero, WrongForAtMost);
        Assert.InRange(day.Honesty.NotReady, TimeSpan.Zero, WrongForAtMost);
    }
}
