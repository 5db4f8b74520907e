using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests the undo link of a confirmation mail.</summary>
public sealed class UndoTests
{
    private static readonly Gen<SubscriberRequest> Reduction = Gen.Frequency(
        (2, RandomHistories.Scope.Select(SubscriberRequest (s) => new FixedRequest(new Leave(s)))),
        (
            3,
            Gen.Select(
                RandomHistories.Topic,
                Gen.Enum<Frequency>(),
                SubscriberRequest (t, f) => new ReductionRequest(t, f)
            )
        )
    );

    [Fact]
    public void Undo_restores_exactly_what_the_mail_took_away_be_it_one_act_or_several() =>
        Gen.Select(RandomHistories.Steps, Reduction.Array[1, 4])
            .Sample(
                (steps, reductions) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    var (before, from) = (subscriber.State, subscriber.Events.Count);
                    foreach (var request in reductions)
                        subscriber.Apply(
                            new Step(TimeSpan.FromSeconds(20), request, Channel.FooterPage, ActorKind.Person)
                        );
                    var mail = subscriber.Events.Skip(from).ToArray();
                    var now = subscriber.Now;
                    subscriber.Apply(new Undo(mail), Channel.UndoLink);

                    Assert.Equal(before.Stopped, subscriber.State.Stopped);
                    Assert.Equal(
                        before.Topics.Where(c => c.On).Select(c => (c.Aspect, c.Value, c.Grant)),
                        subscriber.State.Topics.Where(c => c.On).Select(c => (c.Aspect, c.Value, c.Grant))
                    );
                    Assert.Equal(
                        before.Tracking == TrackingConsent.Granted,
                        subscriber.State.Tracking == TrackingConsent.Granted
                    );
                    Assert.Equal(
                        before.Profiling == Profiling.Allowed,
                        subscriber.State.Profiling == Profiling.Allowed
                    );
                    Assert.Equal(before.PausedUntil(now), subscriber.State.PausedUntil(now));
                    Assert.Equal(before.Suppression, subscriber.State.Suppression);
                    foreach (var topic in before.Topics.Where(c => c.LeftAt is not null))
                        Assert.Equal(topic.LeftAt, subscriber.State[topic.Aspect].LeftAt);
                },
                iter: RandomHistories.Many,
                print: s => RandomHistories.Show(s.Item1) + "\n" + string.Join("\n", s.Item2.AsEnumerable())
            );

    [Fact]
    public void A_restoration_names_the_grant_it_restores_and_rests_on_what_that_one_rested_on() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                foreach (var m in SubscriberSimulation.Of(steps).Outcomes.Where(m => m.Change is Undo))
                {
                    Assert.DoesNotContain(
                        m.Decision.Events,
                        e => e.Kind is EventKind.Granted or EventKind.Confirmed or EventKind.Asserted
                    );
                    foreach (var e in m.Decision.Events.Where(e => e.Kind == EventKind.Restored))
                    {
                        var grant = m.Before[e.Aspect].Grant;
                        Assert.Equal(grant, m.After[e.Aspect].Grant);
                        Assert.Equal(grant?.Seq ?? 0, e.Refers);
                        if (grant is not null)
                            Assert.Equal(
                                (grant.Basis, grant.Controller, grant.Notice),
                                (e.Basis, e.Controller, e.Notice)
                            );
                        Assert.True(grant is not null || e.Aspect is Aspect.Pause);
                    }
                }
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void An_undo_pressed_twice_changes_nothing_more() =>
        Gen.Select(RandomHistories.Steps, RandomHistories.Scope)
            .Sample(
                (steps, scope) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    subscriber.Apply(new Leave(scope));
                    var mail = subscriber.Latest;
                    subscriber.Apply(new Undo(mail), Channel.UndoLink);
                    var once = subscriber.State;
                    Assert.Equal(Refusal.Voided, subscriber.Apply(new Undo(mail), Channel.UndoLink).Refusal);
                    Assert.Same(once, subscriber.State);
                },
                iter: RandomHistories.Many,
                print: s => Invariant($"{RandomHistories.Show(s.Item1)}{s.Item2}")
            );

    [Fact]
    public void A_topic_left_just_before_everything_comes_back_with_the_mail_that_told_of_both()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose((1, 4), (2, 2)), Channel.MailedPage);
        subscriber.Apply(NewChange.Choose(1, 1));
        subscriber.Apply(new Leave(1));
        subscriber.Apply(Leave.Everything);
        subscriber.Apply(new Undo(subscriber.Events.Skip(2).ToArray()), Channel.UndoLink);
        Assert.Equal((4, 2), (subscriber.State[1].Value, subscriber.State[2].Value));
        Assert.False(subscriber.State.Stopped);
    }

    [Fact]
    public void A_mail_that_told_of_the_stop_alone_does_not_bring_back_what_was_left_before_it()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose((1, 4), (2, 2)), Channel.MailedPage);
        subscriber.Apply(new Leave(1));
        subscriber.Apply(Leave.Everything);
        subscriber.Apply(new Undo(subscriber.Latest), Channel.UndoLink);
        Assert.Equal((0, 2), (subscriber.State[1].Value, subscriber.State[2].Value));
    }

    [Fact]
    public void What_was_given_and_taken_in_one_mail_comes_back_as_it_was_given()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        subscriber.Apply(new Leave(1));
        subscriber.Apply(NewChange.Choose(1, 2), Channel.MailedPage);
        var grant = subscriber.State[1].Grant;
        subscriber.Apply(new Leave(1));
        subscriber.Apply(new Undo(subscriber.Events.Skip(1).ToArray()), Channel.UndoLink);
        Assert.Equal((2, grant), (subscriber.State[1].Value, subscriber.State[1].Grant));
    }

    [Fact]
    public void A_mail_cut_off_from_its_stop_brings_back_no_topic_past_it()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        subscriber.Apply(Leave.Everything);
        Assert.Equal(Refusal.Voided, subscriber.Apply(new Undo([subscriber.Latest[^1]]), Channel.UndoLink).Refusal);
        Assert.Equal(GateReason.Stopped, subscriber.Gate(1));
    }

    [Fact]
    public void Measuring_profiling_and_pause_come_back_too()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(
            NewChange.Choose((1, 4), (Aspect.Tracking, Permission.Yes), (Aspect.Profiling, Permission.Yes)),
            Channel.MailedPage
        );
        var until = subscriber.Now.AddDays(30);
        subscriber.Apply(
            NewChange.Choose(
                (Aspect.Tracking, (long)TrackingConsent.Denied),
                (Aspect.Profiling, (long)Profiling.Objected),
                (Aspect.Pause, until.ToUnixTimeSeconds())
            )
        );
        subscriber.Apply(new Undo(subscriber.Latest), Channel.UndoLink);
        Assert.Equal(
            (TrackingConsent.Granted, Profiling.Allowed),
            (subscriber.State.Tracking, subscriber.State.Profiling)
        );
        Assert.Null(subscriber.State.PausedUntil(subscriber.Now));
        Assert.Equal(1, subscriber.State[Aspect.Tracking].Grant?.Controller);
    }
}
