using PreferenceCenter.Tests.BadDays.Troubles;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Tests the short form of a bad day. <c>scripts/bad-days</c> runs the long form.</summary>
[Trait(Twins.Trait, Twins.PostgreSql)]
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
        Assert.SkipUnless(NodeClock.IsThere, NodeClock.Missing);
        var random = new Random(Seed);
        TransientErrors[] troubles =
        [
            .. Enumerable.Repeat(new KilledNode(), LongTests.Rounds(usual: 2, inLongTests: 3)),
            new RestartedDatabase(),
            new CutConnections(),
            new SilentMailServer(),
            new MovedClock(),
        ];
        random.Shuffle(troubles);

        await using var day = await BadDay.BeginAsync(200, TimeSpan.FromMilliseconds(25), Cancel);
        await day.LiveAsync(troubles, 60, TimeSpan.Zero, random, Cancel);
        var reckoning = await day.EndAsync(Cancel);

        Assert.True(reckoning.Faults.Count == 0, $"{day.Home}\n{string.Join('\n', reckoning.Faults.Take(40))}");
        Assert.Equal(troubles.Length, day.Struck.Count);
        var honesty = Honesty.Worst(day.Watches.Select(w => w.Honesty));
        Assert.InRange(honesty.Ready, TimeSpan.Zero, WrongForAtMost);
        Assert.InRange(honesty.NotReady, TimeSpan.Zero, WrongForAtMost);
    }
}
