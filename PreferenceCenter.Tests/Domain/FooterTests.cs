using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests that a forwarded footer link can only reduce or make a request.</summary>
public sealed class FooterTests
{
    [Fact]
    public void What_does_not_add_at_once_never_widens_anything_at_once() =>
        Lives.Steps.Sample(
            steps =>
            {
                foreach (var m in Life.Of(steps).Moments.Where(m => m.Change is Choose { AddsAtOnce: false }))
                {
                    Assert.DoesNotContain(
                        m.Before.Choices.Keys.Union(m.After.Choices.Keys),
                        a => ChoiceDirection.Widens(a, m.Before[a].Value, m.After[a].Value, m.Act.At)
                    );
                    Assert.Equal((m.Before.Stopped, m.Before.Suppression), (m.After.Stopped, m.After.Suppression));
                    Assert.Subset(
                        Life.Allowed(m.Before, m.Act.At).ToHashSet(),
                        Life.Allowed(m.After, m.Act.At).ToHashSet()
                    );
                    Assert.DoesNotContain(m.Decision.Events, e => e.IsGrant);
                }
            },
            iter: Lives.Many,
            print: Lives.Show
        );

    [Fact]
    public void What_reduces_holds_at_once_whatever_else_the_form_asks_for() =>
        Lives.Steps.Sample(
            steps =>
            {
                foreach (
                    var m in Life.Of(steps).Moments.Where(m => m is { Change: Choose, Decision.Refusal: Refusal.None })
                )
                foreach (
                    var (aspect, value) in ((Choose)m.Change).Wanted.Where(w =>
                        Aspect.IsTopic(w.Key) && w.Value < m.Before[w.Key].Value
                    )
                )
                    Assert.Equal((value, (long?)null), (m.After[aspect].Value, m.After[aspect].Wish));
            },
            iter: Lives.Many,
            print: Lives.Show
        );

    [Fact]
    [Trait("Requirement", "CON-08")]
    public void What_was_asked_for_is_pending_until_confirmed_and_then_holds()
    {
        var life = new Life();
        var decision = life.Live(Says.Wish((1, 2), (Aspect.Tracking, (long)TrackingConsent.Granted)));
        Assert.Equal([1, 2], decision.Waiting);
        Assert.Equal((GateReason.Pending, TrackingConsent.Unknown), (life.Gate(1), life.State.Tracking));

        life.Live(new Confirm(life.Events.ToArray()), Channel.ConfirmLink);
        Assert.Equal((GateReason.None, TrackingConsent.Granted), (life.Gate(1), life.State.Tracking));
        Assert.Equal((2, EventKind.Confirmed), (life.State[1].Value, life.State[1].Grant?.Kind));
    }

    [Fact]
    public void A_confirmation_gives_what_was_asked_for_and_nothing_else() =>
        Lives.Steps.Sample(
            steps =>
            {
                foreach (
                    var m in Life.Of(steps).Moments.Where(m => m is { Change: Confirm, Decision.Refusal: Refusal.None })
                )
                {
                    var asked = ((Confirm)m.Change).Asked;
                    foreach (var (aspect, after) in m.After.Choices)
                        if (
                            after.Value != m.Before[aspect].Value
                            && aspect is not (Aspect.Everything or Aspect.Suppression)
                        )
                            Assert.Contains(
                                asked,
                                e =>
                                    e.Kind == EventKind.Requested
                                    && e.Aspect == aspect
                                    && e.Value == after.Value
                                    && m.Before[aspect].Wish == e.Value
                            );
                }
            },
            iter: Lives.Many,
            print: Lives.Show
        );

    [Fact]
    public void The_form_sent_again_asks_again_and_writes_nothing()
    {
        var life = new Life();
        var first = life.Live(Says.Wish((1, 4)));
        var again = life.Live(Says.Wish((1, 4)), after: TimeSpan.FromDays(6));
        Assert.Empty(again.Events);
        Assert.Equal(first.Waiting.AsEnumerable(), again.Waiting);
        var late = life.Live(Says.Wish((1, 4)), after: TimeSpan.FromDays(2));
        Assert.Equal(EventKind.Requested, Assert.Single(late.Events).Kind);
    }

    [Fact]
    public void Sending_the_sign_up_form_for_a_confirmed_address_changes_nothing()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        var decision = life.Live(Says.Wish((1, 4)), after: TimeSpan.FromDays(40));
        Assert.Empty(decision.Events);
        Assert.Empty(decision.Waiting);
    }

    [Fact]
    public void A_wish_taken_back_leaves_the_topic_on_and_not_left()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 1), Channel.MailedPage);
        life.Live(Says.Wish((1, 4)));
        var mail = life.Latest;
        life.Live(Says.Wish((1, 1)));
        Assert.Equal((1, null, null), (life.State[1].Value, life.State[1].Wish, life.State[1].LeftAt));
        Assert.Equal(Refusal.Voided, life.Live(new Confirm(mail), Channel.ConfirmLink).Refusal);
        Assert.Equal(Refusal.NotLeft, life.Live(new GiveReason(1, LeaveReason.TooMany)).Refusal);
    }

    [Fact]
    public void This_was_not_me_keeps_others_from_proposing_it_again()
    {
        var life = new Life();
        life.Live(Says.Propose(1, 4), Channel.Import, ActorKind.Operator);
        life.Live(new Reject(life.Latest), Channel.ConfirmLink);
        Assert.Equal(GateReason.NotSubscribed, life.Gate(1));
        Assert.Equal(Refusal.OptedOut, life.Live(Says.Propose(1, 4), Channel.Import, ActorKind.Operator).Refusal);
        Assert.Equal(Refusal.OptedOut, life.Live(Says.Assert(1, 4), Channel.Import, ActorKind.Operator).Refusal);
    }

    [Fact]
    public void A_box_left_empty_for_a_topic_nobody_had_says_nothing()
    {
        var life = new Life();
        Assert.Empty(life.Live(Says.Wish((1, 0))).Events);
        Assert.Null(life.State[1].LeftAt);
    }
}
