using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PreferenceCenter.Schedule;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Schedule;

/// <summary>Tests that a node notices how its clock stands to the database's.</summary>
public sealed class DatabaseClockTests
{
    [Theory]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    [InlineData(0, "Right")]
    [InlineData(20, "Right")]
    [InlineData(-20, "Right")]
    [InlineData(45, "Wrong")]
    [InlineData(-600, "Wrong")]
    public async Task Ahead_or_behind_is_told(int ahead, string verdict)
    {
        await using var center = await TestCenter.NewAsync();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(ahead));
        using var clock = new DatabaseClock(center.Database, time, NullLogger<DatabaseClock>.Instance);
        Assert.Equal(ClockVerdict.Unknown, clock.Verdict);
        await clock.CompareAsync();
        Assert.Equal(verdict, clock.Verdict.ToString());
        Assert.InRange(clock.Offset!.Value.TotalSeconds, ahead - 5, ahead + 5);
    }

    [Fact]
    public async Task A_file_has_no_clock_of_its_own()
    {
        await using var center = await TestCenter.NewAsync();
        using var clock = new DatabaseClock(center.Database, TimeProvider.System, NullLogger<DatabaseClock>.Instance);
        await clock.CompareAsync();
        Assert.Equal(ClockVerdict.Unknown, clock.Verdict);
    }
}
