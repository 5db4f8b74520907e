using PreferenceCenter.Tests.BadDays.Disturbances;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Tests the short form of a bad day. <c>scripts/bad-days</c> runs the long form.</summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class BadDaysTests
{
    private const int Seed = 20261125;

    // The node's own probe takes up to five seconds; the rest is the delay of requests and answers on a loaded machine.
    private static readonly TimeSpan WrongForAtMost = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "SEC-16")]
    public async Task Whatever_befalls_two_nodes_nothing_acknowledged_is_lost_or_doubled_and_every_mail_is_out()
    {
        Assert.SkipUnless(NodeClock.IsAvailable, NodeClock.Missing);
        var random = new Random(Seed);
        Disturbance[] disturbances =
        [
            .. Enumerable.Repeat(new KilledNode(), LongTests.Rounds(usual: 1, inLongTests: 3)),
            new HungNode(),
            new RestartedDatabase(),
            new CutConnections(),
            new RestoredDatabase(),
            new SilentMailServer(),
            new MovedClock(),
        ];
        random.Shuffle(disturbances);

        await using var day = await BadDay.BeginAsync(200, TimeSpan.FromMilliseconds(50), Cancel);
        await day.RunAsync(disturbances, 60, TimeSpan.Zero, random, Cancel);
        var audit = await day.EndAsync(Cancel);

        Assert.True(audit.Faults.Count == 0, $"{day.Home}\n{string.Join('\n', audit.Faults.Take(40))}");
        Assert.Equal(disturbances.Length, day.DisturbanceRecords.Count);
        var readinessError = ReadinessError.Worst(day.Monitors.Select(w => w.ReadinessError));
        Assert.InRange(readinessError.Ready, TimeSpan.Zero, WrongForAtMost);
        Assert.InRange(readinessError.NotReady, TimeSpan.Zero, WrongForAtMost);
    }
}
