using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests pauses: they end by themselves and leave the choices unchanged.</summary>
public sealed class PauseTests
{
    [Fact]
    public void A_pause_ends_by_itself_and_leaves_everything_as_it_was() =>
        Gen.Select(Lives.Steps, Gen.Int[1, 400])
            .Sample(
                (steps, days) =>
                {
                    var life = Life.Of(steps);
                    var allowed = Life.Allowed(
                        life.State with
                        {
                            Choices = life.State.Choices.Remove(Aspect.Pause),
                        },
                        life.Now
                    );
                    var until = life.State.PausedUntil(life.Now) ?? life.Now;
                    until = DateTimeOffset.FromUnixTimeSeconds(until.AddDays(days).ToUnixTimeSeconds());
                    life.Live(Says.Pause(until, atOnce: false));

                    Assert.Empty(Life.Allowed(life.State, until.AddSeconds(-1)));
                    Assert.Equal(allowed, Life.Allowed(life.State, until));
                    Assert.All(allowed, t => Assert.Equal(GateReason.Paused, life.Gate(t)));
                },
                iter: Lives.Many,
                print: s => Lives.Show(s.Item1) + s.Item2
            );

    [Fact]
    public void Ending_a_pause_early_needs_the_mailbox()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        life.Live(Says.Pause(life.Now.AddDays(30)));
        life.Live(Says.Wish((Aspect.Pause, 0)));
        Assert.Equal(GateReason.Paused, life.Gate(1));
        life.Live(new Confirm(life.Latest), Channel.ConfirmLink);
        Assert.Equal(GateReason.None, life.Gate(1));
    }

    [Fact]
    public void A_pause_that_is_over_is_no_pause_to_end()
    {
        var life = new Life();
        life.Live(Says.Pause(life.Now.AddDays(30)));
        Assert.Empty(life.Live(Says.Wish((Aspect.Pause, 0)), after: TimeSpan.FromDays(31)).Events);
        Assert.Empty(life.Live(Says.Pause(life.Now.AddDays(-3))).Events);
    }

    [Fact]
    public void Undoing_a_longer_pause_leaves_the_shorter_one()
    {
        var life = new Life();
        var first = DateTimeOffset.FromUnixTimeSeconds(life.Now.AddDays(30).ToUnixTimeSeconds());
        life.Live(Says.Pause(first));
        life.Live(Says.Pause(first.AddDays(60)));
        life.Live(new Undo(life.Latest), Channel.UndoLink);
        Assert.Equal(first, life.State.PausedUntil(life.Now));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void A_pause_until_no_date_there_is_is_refused(long until) =>
        Assert.Equal(Refusal.Invalid, new Life().Live(Says.Choose(Aspect.Pause, until)).Refusal);
}
