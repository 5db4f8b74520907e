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
        Gen.Select(Lives.Steps, Lives.Scope, Gen.Enum<Channel>(), Gen.Enum<ActorKind>())
            .Sample(
                (steps, scope, channel, actor) =>
                {
                    var life = Life.Of(steps);
                    Assert.Equal(Refusal.None, life.Live(new Leave(scope), channel, actor).Refusal);
                    Assert.DoesNotContain(
                        life.State.Topics,
                        c => (c.On || c.Wish is not null) && (scope == Aspect.Everything || c.Aspect == scope)
                    );
                    if (scope == Aspect.Everything)
                        Assert.DoesNotContain(life.State.Choices.Values, c => c.Wish is not null);
                    foreach (var topic in Lives.Topics.Where(t => scope == Aspect.Everything || t == scope))
                        Assert.NotEqual(GateReason.None, life.Gate(topic, life.Now.AddYears(10)));
                },
                iter: Lives.Many,
                print: s => Lives.Show(s.Item1) + s
            );

    [Fact]
    [Trait("Requirement", "UNS-10")]
    public void Leaving_again_and_again_is_one_act_and_keeps_the_first_time() =>
        Gen.Select(Lives.Steps, Lives.Scope, Gen.Int[1, 140])
            .Sample(
                (steps, scope, seconds) =>
                {
                    var life = Life.Of(steps);
                    life.Live(new Leave(scope), Channel.OneClick, after: TimeSpan.FromMinutes(10));
                    var (state, left) = (life.State, life.State[scope].LeftAt);
                    for (var again = 0; again < 4; again++)
                        Assert.Empty(
                            life.Live(new Leave(scope), Channel.OneClick, after: TimeSpan.FromSeconds(seconds)).Events
                        );
                    Assert.Same(state, life.State);
                    life.Live(new Leave(scope), after: TimeSpan.FromDays(80));
                    Assert.Equal(left, life.State[scope].LeftAt);
                    Assert.NotNull(left);
                },
                iter: Lives.Many,
                print: s => Lives.Show(s.Item1) + s
            );

    [Fact]
    [Trait("Requirement", "UNS-10")]
    public void The_same_within_ten_minutes_is_one_act_whatever_it_was() =>
        Gen.Select(Lives.Steps, Lives.Step, Gen.Int[1, 599])
            .Sample(
                (steps, step, seconds) =>
                {
                    var life = Life.Of(steps);
                    // Later than any act it could repeat: the ten minutes begin with the first act.
                    life.Live(step with { After = step.After + TimeSpan.FromMinutes(10) });
                    var retry = step with
                    {
                        After = TimeSpan.FromSeconds(seconds),
                        Ask = new Plain(life.Moments[^1].Change),
                    };
                    Assert.Empty(life.Live(retry).Events);
                },
                iter: Lives.Many,
                print: s => Lives.Show([.. s.Item1, s.Item2]) + s.Item3
            );

    // A person leaves through the mail program and then says so on the telephone: the second is a separate act and
    // voids what could undo the first. (A file that states the current choice is not an act.)
    [Fact]
    [Trait("Requirement", "UNS-10")]
    public void The_same_on_another_way_is_no_retry_and_voids_what_is_older() =>
        Gen.Select(Lives.Scope, Gen.Enum<Channel>(), Gen.Enum<Channel>(), Gen.Int[0, 599])
            .Where(s => s.Item2 != s.Item3 && s.Item3 != Channel.Import)
            .Sample(
                (scope, first, second, seconds) =>
                {
                    var life = new Life();
                    life.Live(Says.Choose(1, 4), Channel.MailedPage);
                    var left = life.Live(new Leave(scope), first).Events;
                    Assert.Contains(
                        EventKind.Repeated,
                        life.Live(new Leave(scope), second, after: TimeSpan.FromSeconds(seconds))
                            .Events.Select(e => e.Kind)
                    );
                    Assert.Equal(Refusal.Voided, life.Live(new Undo(left), Channel.UndoLink).Refusal);
                },
                iter: Lives.Many
            );

    [Fact]
    public void A_leave_after_ten_minutes_is_an_act_of_its_own_that_finds_nothing_left()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        life.Live(new Leave(1));
        Assert.Empty(life.Live(new Leave(1), after: TimeSpan.FromSeconds(599)).Events);
        Assert.Equal(
            EventKind.Repeated,
            Assert.Single(life.Live(new Leave(1), after: TimeSpan.FromSeconds(1)).Events).Kind
        );
    }

    [Fact]
    public void A_clock_set_back_makes_no_retry_of_a_later_leave()
    {
        var life = new Life();
        life.Live(new Leave(1));
        Assert.Single(life.Live(new Leave(1), after: TimeSpan.FromHours(-1)).Events);
    }

    [Fact]
    [Trait("Requirement", "UNS-14")]
    public void Leaving_one_topic_leaves_the_others_as_they_are() =>
        Gen.Select(Lives.Steps, Lives.Topic)
            .Sample(
                (steps, topic) =>
                {
                    var life = Life.Of(steps);
                    var before = life.State;
                    life.Live(new Leave(topic));
                    Assert.Equal(
                        before.Choices.Remove(topic).AsEnumerable(),
                        life.State.Choices.Remove(topic).AsEnumerable()
                    );
                },
                iter: Lives.Many,
                print: s => Lives.Show(s.Item1) + s.Item2
            );

    [Fact]
    public void Unticking_every_topic_is_not_the_global_stop() =>
        Lives.Steps.Sample(
            steps =>
            {
                var life = Life.Of(steps);
                var (stopped, left) = (life.State.Stopped, life.State[Aspect.Everything].LeftAt);
                life.Live(Says.Choose((1, 0), (2, 0), (3, 0)));
                Assert.DoesNotContain(life.State.Topics, c => c.On || c.Wish is not null);
                Assert.Equal(stopped, life.State.Stopped);
                Assert.Equal(left, life.State[Aspect.Everything].LeftAt);
            },
            iter: Lives.Many,
            print: Lives.Show
        );

    [Fact]
    public void Who_unticked_every_topic_may_still_be_offered_another()
    {
        var life = new Life();
        life.Live(Says.Choose((1, 4), (2, 2)), Channel.MailedPage);
        life.Live(Says.Choose((1, 0), (2, 0)));
        Assert.Equal(GateReason.NotSubscribed, life.Gate(1));
        life.Live(Says.Assert(3, 4), Channel.Api, ActorKind.Sender);
        Assert.Equal(GateReason.None, life.Gate(3));
        life.Live(Leave.Everything);
        Assert.Equal(GateReason.Stopped, life.Gate(3));
    }

    // Service mail does not depend on topics. It is blocked only by the suppression of the address, which a stop does
    // not change.
    [Fact]
    public void The_stop_is_about_topics_alone_and_loses_no_service_mail() =>
        Lives.Steps.Sample(
            steps =>
            {
                var life = Life.Of(steps);
                var before = life.State;
                life.Live(Leave.Everything);
                Assert.Equal(before.Suppression, life.State.Suppression);
                Assert.Equal(before.Restricted, life.State.Restricted);
                Assert.Equal((before.Tracking, before.Profiling), (life.State.Tracking, life.State.Profiling));
                Assert.Equal(before[Aspect.Language].Value, life.State[Aspect.Language].Value);
                Assert.Equal(before.PausedUntil(life.Now), life.State.PausedUntil(life.Now));
            },
            iter: Lives.Many,
            print: Lives.Show
        );

    [Fact]
    public void Coming_back_to_one_topic_lifts_the_stop_and_revives_nothing_else()
    {
        var life = new Life();
        life.Live(Says.Choose((1, 4), (2, 4)), Channel.MailedPage);
        life.Live(Leave.Everything);
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        Assert.Equal((GateReason.None, GateReason.NotSubscribed), (life.Gate(1), life.Gate(2)));
    }

    [Fact]
    public void Leaving_everything_is_written_for_each_topic_that_was_on_or_waited()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        life.Live(Says.Wish((2, 4), (Aspect.Tracking, (long)TrackingConsent.Granted)));
        life.Live(Leave.Everything);
        Assert.Equal(
            [(EventKind.Stopped, 0), (EventKind.Withdrawn, 1), (EventKind.Withdrawn, 2)],
            life.Latest.Select(e => (e.Kind, e.Aspect))
        );

        life.Live(Says.Wish((Aspect.Tracking, (long)TrackingConsent.Granted)));
        Assert.Equal(EventKind.Repeated, Assert.Single(life.Live(Leave.Everything).Events).Kind);
        Assert.Null(life.State[Aspect.Tracking].Wish);
    }

    [Fact]
    public void A_second_stop_tells_its_own_time()
    {
        var life = new Life();
        life.Live(Leave.Everything);
        life.Live(Says.Choose(1, 4), Channel.MailedPage, after: TimeSpan.FromDays(100));
        life.Live(Leave.Everything, after: TimeSpan.FromDays(1));
        Assert.Equal(life.Now, life.State[Aspect.Everything].LeftAt);
        Assert.Equal(life.Now, life.State[1].LeftAt);
    }

    [Fact]
    [Trait("Requirement", "BNC-09")]
    public void A_complaint_is_a_withdrawal_also_the_second_one()
    {
        var life = new Life();
        life.Live(Says.Choose((1, 4), (2, 4)), Channel.MailedPage);
        life.Live(new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        Assert.Equal(GateReason.Suppressed, life.Gate(1));
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        Assert.Equal((GateReason.None, GateReason.NotSubscribed), (life.Gate(1), life.Gate(2)));
        Assert.Equal(Refusal.OptedOut, life.Live(Says.Assert(2, 4), Channel.Import, ActorKind.Operator).Refusal);

        life.Live(new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        life.Live(Says.Choose(2, 4), Channel.FooterPage);
        life.Live(new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        Assert.False(life.State[2].On);
    }

    [Fact]
    public void A_bounce_takes_no_choice_away_and_a_proof_of_the_mailbox_ends_it()
    {
        var life = new Life();
        life.Live(Says.Choose((1, 4), (2, 4)), Channel.MailedPage);
        life.Live(new Suppress(SuppressionReason.Bounced), Channel.Mailbox, ActorKind.System);
        Assert.Equal(GateReason.Suppressed, life.Gate(1));
        life.Live(Says.Choose(3, 4), Channel.FooterPage);
        Assert.Equal(GateReason.Suppressed, life.Gate(3));
        life.Live(Says.Choose((3, 0), (2, 0)));
        life.Live(Says.Choose(2, 4), Channel.MailedPage);
        Assert.Equal((GateReason.None, GateReason.None), (life.Gate(1), life.Gate(2)));
    }
}
