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
        Gen.Select(RandomHistories.Steps, Gen.Int[1, 400])
            .Sample(
                (steps, days) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    var allowed = SubscriberSimulation.Allowed(
                        subscriber.State with
                        {
                            Choices = subscriber.State.Choices.Remove(Aspect.Pause),
                        },
                        subscriber.Now
                    );
                    var until = subscriber.State.PausedUntil(subscriber.Now) ?? subscriber.Now;
                    until = DateTimeOffset.FromUnixTimeSeconds(until.AddDays(days).ToUnixTimeSeconds());
                    subscriber.Apply(NewChange.Pause(until, atOnce: false));

                    Assert.Empty(SubscriberSimulation.Allowed(subscriber.State, until.AddSeconds(-1)));
                    Assert.Equal(allowed, SubscriberSimulation.Allowed(subscriber.State, until));
                    Assert.All(allowed, t => Assert.Equal(GateReason.Paused, subscriber.Gate(t)));
                },
                iter: RandomHistories.Many,
                print: s => Invariant($"{RandomHistories.Show(s.Item1)}{s.Item2}")
            );

    [Fact]
    public void Ending_a_pause_early_needs_the_mailbox()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        subscriber.Apply(NewChange.Pause(subscriber.Now.AddDays(30)));
        subscriber.Apply(NewChange.Wish((Aspect.Pause, 0)));
        Assert.Equal(GateReason.Paused, subscriber.Gate(1));
        subscriber.Apply(new Confirm(subscriber.Latest), Channel.ConfirmLink);
        Assert.Equal(GateReason.None, subscriber.Gate(1));
    }

    [Fact]
    public void A_pause_that_is_over_is_no_pause_to_end()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Pause(subscriber.Now.AddDays(30)));
        Assert.Empty(subscriber.Apply(NewChange.Wish((Aspect.Pause, 0)), after: TimeSpan.FromDays(31)).Events);
        Assert.Empty(subscriber.Apply(NewChange.Pause(subscriber.Now.AddDays(-3))).Events);
    }

    [Fact]
    public void Undoing_a_longer_pause_leaves_the_shorter_one()
    {
        var subscriber = new SubscriberSimulation();
        var first = DateTimeOffset.FromUnixTimeSeconds(subscriber.Now.AddDays(30).ToUnixTimeSeconds());
        subscriber.Apply(NewChange.Pause(first));
        subscriber.Apply(NewChange.Pause(first.AddDays(60)));
        subscriber.Apply(new Undo(subscriber.Latest), Channel.UndoLink);
        Assert.Equal(first, subscriber.State.PausedUntil(subscriber.Now));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void A_pause_until_no_date_there_is_is_refused(long until) =>
        Assert.Equal(Refusal.Invalid, new SubscriberSimulation().Apply(NewChange.Choose(Aspect.Pause, until)).Refusal);
}
