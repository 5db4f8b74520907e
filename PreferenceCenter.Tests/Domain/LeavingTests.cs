using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests leaving a topic or all mail: always accepted, and repeated requests count once.</summary>
public sealed class LeavingTests
{
    [Fact]
    [Trait("Requirement", "UNS-15")]
    [Trait("Requirement", "WDR-04")]
    public void A_leave_always_leaves_whoever_asks_and_by_whatever_way() =>
        Gen.Select(RandomHistories.Steps, RandomHistories.Scope, Gen.Enum<Channel>(), Gen.Enum<ActorKind>())
            .Sample(
                (steps, scope, channel, actor) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    Assert.Equal(Refusal.None, subscriber.Apply(new Leave(scope), channel, actor).Refusal);
                    Assert.DoesNotContain(
                        subscriber.State.Topics,
                        c => (c.On || c.Wish is not null) && (scope == Aspect.Everything || c.Aspect == scope)
                    );
                    if (scope == Aspect.Everything)
                        Assert.DoesNotContain(subscriber.State.Choices.Values, c => c.Wish is not null);
                    foreach (var topic in RandomHistories.Topics.Where(t => scope == Aspect.Everything || t == scope))
                        Assert.NotEqual(GateReason.None, subscriber.Gate(topic, subscriber.Now.AddYears(10)));
                },
                iter: RandomHistories.Many,
                print: s => RandomHistories.Show(s.Item1) + s
            );

    [Fact]
    [Trait("Requirement", "UNS-10")]
    public void Leaving_again_and_again_is_one_act_and_keeps_the_first_time() =>
        Gen.Select(RandomHistories.Steps, RandomHistories.Scope, Gen.Int[1, 140])
            .Sample(
                (steps, scope, seconds) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    subscriber.Apply(new Leave(scope), Channel.OneClick, after: TimeSpan.FromMinutes(10));
                    var (state, left) = (subscriber.State, subscriber.State[scope].LeftAt);
                    for (var again = 0; again < 4; again++)
                        Assert.Empty(
                            subscriber
                                .Apply(new Leave(scope), Channel.OneClick, after: TimeSpan.FromSeconds(seconds))
                                .Events
                        );
                    Assert.Same(state, subscriber.State);
                    subscriber.Apply(new Leave(scope), after: TimeSpan.FromDays(80));
                    Assert.Equal(left, subscriber.State[scope].LeftAt);
                    Assert.NotNull(left);
                },
                iter: RandomHistories.Many,
                print: s => RandomHistories.Show(s.Item1) + s
            );

    [Fact]
    [Trait("Requirement", "UNS-10")]
    public void The_same_within_ten_minutes_is_one_act_whatever_it_was() =>
        Gen.Select(RandomHistories.Steps, RandomHistories.Step, Gen.Int[10, 599])
            .Sample(
                (steps, step, seconds) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    // Later than any act it could repeat: the ten minutes begin with the first act.
                    subscriber.Apply(step with { After = step.After + TimeSpan.FromMinutes(10) });
                    var retry = step with
                    {
                        // Through a page within one minute.
                        After = TimeSpan.FromSeconds(IsOnPage(step.Channel) ? seconds / 10 : seconds),
                        SubscriberRequest = new FixedRequest(subscriber.Outcomes[^1].Change),
                    };
                    Assert.Empty(subscriber.Apply(retry).Events);
                },
                iter: RandomHistories.Many,
                print: s => Invariant($"{RandomHistories.Show([.. s.Item1, s.Item2])}{s.Item3}")
            );

    [Theory]
    [InlineData(Channel.OneClick, 599)]
    [InlineData(Channel.Mailbox, 599)]
    [InlineData(Channel.UnsubscribePage, 59)]
    [InlineData(Channel.FooterPage, 59)]
    [InlineData(Channel.MailedPage, 59)]
    [InlineData(Channel.Identity, 59)]
    public void A_program_repeats_itself_for_longer_than_a_double_click(object channel, int seconds)
    {
        var (subscriber, by) = (new SubscriberSimulation(), (Channel)channel);
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        subscriber.Apply(new Leave(1), by);
        Assert.Empty(subscriber.Apply(new Leave(1), by, after: TimeSpan.FromSeconds(seconds)).Events);
        var later = Assert.Single(subscriber.Apply(new Leave(1), by, after: TimeSpan.FromSeconds(1)).Events);
        Assert.Equal(EventKind.Repeated, later.Kind);
    }

    [Fact]
    public void Another_act_is_no_retry_however_soon()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        foreach (var scope in (long[])[1, Aspect.Everything])
        {
            var left = subscriber.Apply(new Leave(scope), Channel.UnsubscribePage).Events;
            Assert.Single(subscriber.Apply(new Leave(scope) { Again = true }, Channel.UnsubscribePage).Events);
            Assert.Equal(Refusal.Voided, subscriber.Apply(new Undo(left), Channel.UndoLink).Refusal);
        }
    }

    private static bool IsOnPage(Channel channel) => Act.By(Actor.Person, channel, SubscriberSimulation.Start).IsOnPage;

    // A person leaves through the mail program and then says so on the telephone: the second is a separate act and
    // voids what could undo the first. (A file that states the current choice is not an act.)
    [Fact]
    [Trait("Requirement", "UNS-10")]
    public void The_same_on_another_way_is_no_retry_and_voids_what_is_older() =>
        Gen.Select(RandomHistories.Scope, Gen.Enum<Channel>(), Gen.Enum<Channel>(), Gen.Int[0, 599])
            .Where(s => s.Item2 != s.Item3 && s.Item3 != Channel.Import)
            .Sample(
                (scope, first, second, seconds) =>
                {
                    var subscriber = new SubscriberSimulation();
                    subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
                    var left = subscriber.Apply(new Leave(scope), first).Events;
                    Assert.Contains(
                        EventKind.Repeated,
                        subscriber
                            .Apply(new Leave(scope), second, after: TimeSpan.FromSeconds(seconds))
                            .Events.Select(e => e.Kind)
                    );
                    Assert.Equal(Refusal.Voided, subscriber.Apply(new Undo(left), Channel.UndoLink).Refusal);
                },
                iter: RandomHistories.Many
            );

    [Fact]
    public void A_clock_set_back_makes_no_retry_of_a_later_leave()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(new Leave(1));
        Assert.Single(subscriber.Apply(new Leave(1), after: TimeSpan.FromHours(-1)).Events);
    }

    [Fact]
    [Trait("Requirement", "UNS-14")]
    public void Leaving_one_topic_leaves_the_others_as_they_are() =>
        Gen.Select(RandomHistories.Steps, RandomHistories.Topic)
            .Sample(
                (steps, topic) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    var before = subscriber.State;
                    subscriber.Apply(new Leave(topic));
                    Assert.Equal(
                        before.Choices.Remove(topic).AsEnumerable(),
                        subscriber.State.Choices.Remove(topic).AsEnumerable()
                    );
                },
                iter: RandomHistories.Many,
                print: s => Invariant($"{RandomHistories.Show(s.Item1)}{s.Item2}")
            );

    [Fact]
    public void Unticking_every_topic_is_not_the_global_stop() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                var subscriber = SubscriberSimulation.Of(steps);
                var (stopped, left) = (subscriber.State.Stopped, subscriber.State[Aspect.Everything].LeftAt);
                subscriber.Apply(NewChange.Choose((1, 0), (2, 0), (3, 0)));
                Assert.DoesNotContain(subscriber.State.Topics, c => c.On || c.Wish is not null);
                Assert.Equal(stopped, subscriber.State.Stopped);
                Assert.Equal(left, subscriber.State[Aspect.Everything].LeftAt);
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void Who_unticked_every_topic_may_still_be_offered_another()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose((1, 4), (2, 2)), Channel.MailedPage);
        subscriber.Apply(NewChange.Choose((1, 0), (2, 0)));
        Assert.Equal(GateReason.NotSubscribed, subscriber.Gate(1));
        subscriber.Apply(NewChange.Assert(3, 4), Channel.Api, ActorKind.Sender);
        Assert.Equal(GateReason.None, subscriber.Gate(3));
        subscriber.Apply(Leave.Everything);
        Assert.Equal(GateReason.Stopped, subscriber.Gate(3));
    }

    // Service mail does not depend on topics. It is blocked only by the suppression of the address, which a stop does
    // not change.
    [Fact]
    public void The_stop_is_about_topics_alone_and_loses_no_service_mail() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                var subscriber = SubscriberSimulation.Of(steps);
                var before = subscriber.State;
                subscriber.Apply(Leave.Everything);
                Assert.Equal(before.Suppression, subscriber.State.Suppression);
                Assert.Equal(before.Restricted, subscriber.State.Restricted);
                Assert.Equal(
                    (before.Tracking, before.Profiling),
                    (subscriber.State.Tracking, subscriber.State.Profiling)
                );
                Assert.Equal(before[Aspect.Language].Value, subscriber.State[Aspect.Language].Value);
                Assert.Equal(before.PausedUntil(subscriber.Now), subscriber.State.PausedUntil(subscriber.Now));
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void Coming_back_to_one_topic_lifts_the_stop_and_revives_nothing_else()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose((1, 4), (2, 4)), Channel.MailedPage);
        subscriber.Apply(Leave.Everything);
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        Assert.Equal((GateReason.None, GateReason.NotSubscribed), (subscriber.Gate(1), subscriber.Gate(2)));
    }

    [Fact]
    public void Leaving_everything_is_written_for_each_topic_that_was_on_or_waited()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        subscriber.Apply(NewChange.Wish((2, 4), (Aspect.Tracking, (long)TrackingConsent.Granted)));
        subscriber.Apply(Leave.Everything);
        Assert.Equal(
            [(EventKind.Stopped, 0), (EventKind.Withdrawn, 1), (EventKind.Withdrawn, 2)],
            subscriber.Latest.Select(e => (e.Kind, e.Aspect))
        );

        subscriber.Apply(NewChange.Wish((Aspect.Tracking, (long)TrackingConsent.Granted)));
        Assert.Equal(EventKind.Repeated, Assert.Single(subscriber.Apply(Leave.Everything).Events).Kind);
        Assert.Null(subscriber.State[Aspect.Tracking].Wish);
    }

    [Fact]
    public void A_second_stop_tells_its_own_time()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(Leave.Everything);
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage, after: TimeSpan.FromDays(100));
        subscriber.Apply(Leave.Everything, after: TimeSpan.FromDays(1));
        Assert.Equal(subscriber.Now, subscriber.State[Aspect.Everything].LeftAt);
        Assert.Equal(subscriber.Now, subscriber.State[1].LeftAt);
    }

    [Fact]
    [Trait("Requirement", "BNC-09")]
    public void A_complaint_is_a_withdrawal_also_the_second_one()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose((1, 4), (2, 4)), Channel.MailedPage);
        subscriber.Apply(new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        Assert.Equal(GateReason.Suppressed, subscriber.Gate(1));
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        Assert.Equal((GateReason.None, GateReason.NotSubscribed), (subscriber.Gate(1), subscriber.Gate(2)));
        Assert.Equal(
            Refusal.OptedOut,
            subscriber.Apply(NewChange.Assert(2, 4), Channel.Import, ActorKind.Operator).Refusal
        );

        subscriber.Apply(new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        subscriber.Apply(NewChange.Choose(2, 4), Channel.FooterPage);
        subscriber.Apply(new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        Assert.False(subscriber.State[2].On);
    }

    [Fact]
    public void A_bounce_takes_no_choice_away_and_a_proof_of_the_mailbox_ends_it()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose((1, 4), (2, 4)), Channel.MailedPage);
        subscriber.Apply(new Suppress(SuppressionReason.Bounced), Channel.Mailbox, ActorKind.System);
        Assert.Equal(GateReason.Suppressed, subscriber.Gate(1));
        subscriber.Apply(NewChange.Choose(3, 4), Channel.FooterPage);
        Assert.Equal(GateReason.Suppressed, subscriber.Gate(3));
        subscriber.Apply(NewChange.Choose((3, 0), (2, 0)));
        subscriber.Apply(NewChange.Choose(2, 4), Channel.MailedPage);
        Assert.Equal((GateReason.None, GateReason.None), (subscriber.Gate(1), subscriber.Gate(2)));
    }
}
