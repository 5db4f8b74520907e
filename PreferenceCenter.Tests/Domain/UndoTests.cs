using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests the undo link of a confirmation mail.</summary>
public sealed class UndoTests
{
    private static readonly Gen<Ask> Reduction = Gen.Frequency(
        (2, Lives.Scope.Select(Ask (s) => new Plain(new Leave(s)))),
        (3, Gen.Select(Lives.Topic, Gen.Enum<Frequency>(), Ask (t, f) => new Lower(t, f)))
    );

    [Fact]
    public void Undo_restores_exactly_what_the_mail_took_away_be_it_one_act_or_several() =>
        Gen.Select(Lives.Steps, Reduction.Array[1, 4])
            .Sample(
                (steps, reductions) =>
                {
                    var life = Life.Of(steps);
                    var (before, from) = (life.State, life.Events.Count);
                    foreach (var ask in reductions)
                        life.Live(new Step(TimeSpan.FromSeconds(20), ask, Channel.FooterPage, ActorKind.Person));
                    var mail = life.Events.Skip(from).ToArray();
                    var now = life.Now;
                    life.Live(new Undo(mail), Channel.UndoLink);

                    Assert.Equal(before.Stopped, life.State.Stopped);
                    Assert.Equal(
                        before.Topics.Where(c => c.On).Select(c => (c.Aspect, c.Value, c.Grant)),
                        life.State.Topics.Where(c => c.On).Select(c => (c.Aspect, c.Value, c.Grant))
                    );
                    Assert.Equal(
                        before.Tracking == TrackingConsent.Granted,
                        life.State.Tracking == TrackingConsent.Granted
                    );
                    Assert.Equal(before.Profiling, life.State.Profiling);
                    Assert.Equal(before.PausedUntil(now), life.State.PausedUntil(now));
                    Assert.Equal(before.Suppression, life.State.Suppression);
                    foreach (var topic in before.Topics.Where(c => c.LeftAt is not null))
                        Assert.Equal(topic.LeftAt, life.State[topic.Aspect].LeftAt);
                },
                iter: Lives.Many,
                print: s => Lives.Show(s.Item1) + "\n" + string.Join("\n", s.Item2.AsEnumerable())
            );

    [Fact]
    public void A_restoration_names_the_grant_it_restores_and_rests_on_what_that_one_rested_on() =>
        Lives.Steps.Sample(
            steps =>
            {
                foreach (var m in Life.Of(steps).Moments.Where(m => m.Change is Undo))
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
                        Assert.True(grant is not null || e.Aspect is Aspect.Profiling or Aspect.Pause);
                    }
                }
            },
            iter: Lives.Many,
            print: Lives.Show
        );

    [Fact]
    public void An_undo_pressed_twice_changes_nothing_more() =>
        Gen.Select(Lives.Steps, Lives.Scope)
            .Sample(
                (steps, scope) =>
                {
                    var life = Life.Of(steps);
                    life.Live(new Leave(scope));
                    var mail = life.Latest;
                    life.Live(new Undo(mail), Channel.UndoLink);
                    var once = life.State;
                    Assert.Equal(Refusal.Voided, life.Live(new Undo(mail), Channel.UndoLink).Refusal);
                    Assert.Same(once, life.State);
                },
                iter: Lives.Many,
                print: s => Lives.Show(s.Item1) + s.Item2
            );

    [Fact]
    public void A_topic_left_just_before_everything_comes_back_with_the_mail_that_told_of_both()
    {
        var life = new Life();
        life.Live(Says.Choose((1, 4), (2, 2)), Channel.MailedPage);
        life.Live(Says.Choose(1, 1));
        life.Live(new Leave(1));
        life.Live(Leave.Everything);
        life.Live(new Undo(life.Events.Skip(2).ToArray()), Channel.UndoLink);
        Assert.Equal((4, 2), (life.State[1].Value, life.State[2].Value));
        Assert.False(life.State.Stopped);
    }

    [Fact]
    public void A_mail_that_told_of_the_stop_alone_does_not_bring_back_what_was_left_before_it()
    {
        var life = new Life();
        life.Live(Says.Choose((1, 4), (2, 2)), Channel.MailedPage);
        life.Live(new Leave(1));
        life.Live(Leave.Everything);
        life.Live(new Undo(life.Latest), Channel.UndoLink);
        Assert.Equal((0, 2), (life.State[1].Value, life.State[2].Value));
    }

    [Fact]
    public void What_was_given_and_taken_in_one_mail_comes_back_as_it_was_given()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        life.Live(new Leave(1));
        life.Live(Says.Choose(1, 2), Channel.MailedPage);
        var grant = life.State[1].Grant;
        life.Live(new Leave(1));
        life.Live(new Undo(life.Events.Skip(1).ToArray()), Channel.UndoLink);
        Assert.Equal((2, grant), (life.State[1].Value, life.State[1].Grant));
    }

    [Fact]
    public void A_mail_cut_off_from_its_stop_brings_back_no_topic_past_it()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        life.Live(Leave.Everything);
        Assert.Equal(Refusal.Voided, life.Live(new Undo([life.Latest[^1]]), Channel.UndoLink).Refusal);
        Assert.Equal(GateReason.Stopped, life.Gate(1));
    }

    [Fact]
    public void Measuring_profiling_and_pause_come_back_too()
    {
        var life = new Life();
        life.Live(Says.Choose((1, 4), (Aspect.Tracking, (long)TrackingConsent.Granted)), Channel.MailedPage);
        var until = life.Now.AddDays(30);
        life.Live(
            Says.Choose(
                (Aspect.Tracking, (long)TrackingConsent.Denied),
                (Aspect.Profiling, (long)Profiling.Objected),
                (Aspect.Pause, until.ToUnixTimeSeconds())
            )
        );
        life.Live(new Undo(life.Latest), Channel.UndoLink);
        Assert.Equal((TrackingConsent.Granted, Profiling.Allowed), (life.State.Tracking, life.State.Profiling));
        Assert.Null(life.State.PausedUntil(life.Now));
        Assert.Equal(1, life.State[Aspect.Tracking].Grant?.Controller);
    }
}
