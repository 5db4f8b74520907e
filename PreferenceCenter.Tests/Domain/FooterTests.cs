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
        RandomHistories.Steps.Sample(
            steps =>
            {
                foreach (
                    var m in SubscriberSimulation
                        .Of(steps)
                        .Outcomes.Where(m => m.Change is Choose { AddsAtOnce: false })
                )
                {
                    Assert.DoesNotContain(
                        m.Before.Choices.Keys.Union(m.After.Choices.Keys),
                        a => ChoiceDirection.Widens(a, m.Before[a].Value, m.After[a].Value, m.Act.At)
                    );
                    Assert.Equal((m.Before.Stopped, m.Before.Suppression), (m.After.Stopped, m.After.Suppression));
                    Assert.Subset(
                        SubscriberSimulation.Allowed(m.Before, m.Act.At).ToHashSet(),
                        SubscriberSimulation.Allowed(m.After, m.Act.At).ToHashSet()
                    );
                    Assert.DoesNotContain(m.Decision.Events, e => e.IsGrant);
                }
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void What_reduces_holds_at_once_whatever_else_the_form_asks_for() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                foreach (
                    var m in SubscriberSimulation
                        .Of(steps)
                        .Outcomes.Where(m => m is { Change: Choose, Decision.Refusal: Refusal.None })
                )
                foreach (
                    var (aspect, value) in ((Choose)m.Change).Wanted.Where(w =>
                        Aspect.IsTopic(w.Key) && w.Value < m.Before[w.Key].Value
                    )
                )
                    Assert.Equal((value, (long?)null), (m.After[aspect].Value, m.After[aspect].Wish));
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    [Trait("Requirement", "CON-08")]
    public void What_was_asked_for_is_pending_until_confirmed_and_then_holds()
    {
        var subscriber = new SubscriberSimulation();
        var decision = subscriber.Apply(NewChange.Wish((1, 2), (Aspect.Tracking, (long)TrackingConsent.Granted)));
        Assert.Equal([1, 2], decision.Waiting);
        Assert.Equal((GateReason.Pending, TrackingConsent.Unknown), (subscriber.Gate(1), subscriber.State.Tracking));

        subscriber.Apply(new Confirm(subscriber.Events.ToArray()), Channel.ConfirmLink);
        Assert.Equal((GateReason.None, TrackingConsent.Granted), (subscriber.Gate(1), subscriber.State.Tracking));
        Assert.Equal((2, EventKind.Confirmed), (subscriber.State[1].Value, subscriber.State[1].Grant?.Kind));
    }

    [Fact]
    public void A_confirmation_gives_what_was_asked_for_and_nothing_else() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                foreach (
                    var m in SubscriberSimulation
                        .Of(steps)
                        .Outcomes.Where(m => m is { Change: Confirm, Decision.Refusal: Refusal.None })
                )
                {
                    var asked = ((Confirm)m.Change).Asked;
                    foreach (var (aspect, after) in m.After.Choices)
                        if (
                            after.Value != m.Before[aspect].Value
                            && aspect is not (Aspect.Everything or Aspect.Suppression)
                            // Whoever had gone comes back without the yes of before: that is less, not more.
                            && !ChoiceDirection.Withdraws(aspect, after.Value)
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
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void The_form_sent_again_asks_again_and_writes_nothing()
    {
        var subscriber = new SubscriberSimulation();
        var first = subscriber.Apply(NewChange.Wish((1, 4)));
        var again = subscriber.Apply(NewChange.Wish((1, 4)), after: TimeSpan.FromDays(6));
        Assert.Empty(again.Events);
        Assert.Equal(first.Waiting.AsEnumerable(), again.Waiting);
        var late = subscriber.Apply(NewChange.Wish((1, 4)), after: TimeSpan.FromDays(2));
        Assert.Equal(EventKind.Requested, Assert.Single(late.Events).Kind);
    }

    [Fact]
    public void Sending_the_sign_up_form_for_a_confirmed_address_changes_nothing()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        var decision = subscriber.Apply(NewChange.Wish((1, 4)), after: TimeSpan.FromDays(40));
        Assert.Empty(decision.Events);
        Assert.Empty(decision.Waiting);
    }

    [Fact]
    public void A_wish_taken_back_leaves_the_topic_on_and_not_left()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 1), Channel.MailedPage);
        subscriber.Apply(NewChange.Wish((1, 4)));
        var mail = subscriber.Latest;
        subscriber.Apply(NewChange.Wish((1, 1)));
        Assert.Equal(
            (1, null, null),
            (subscriber.State[1].Value, subscriber.State[1].Wish, subscriber.State[1].LeftAt)
        );
        Assert.Equal(Refusal.Voided, subscriber.Apply(new Confirm(mail), Channel.ConfirmLink).Refusal);
        Assert.Equal(Refusal.NotLeft, subscriber.Apply(new GiveReason(1, LeaveReason.TooMany)).Refusal);
    }

    [Fact]
    public void This_was_not_me_keeps_others_from_proposing_it_again()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Propose(1, 4), Channel.Import, ActorKind.Operator);
        subscriber.Apply(new Reject(subscriber.Latest), Channel.ConfirmLink);
        Assert.Equal(GateReason.NotSubscribed, subscriber.Gate(1));
        Assert.Equal(
            Refusal.OptedOut,
            subscriber.Apply(NewChange.Propose(1, 4), Channel.Import, ActorKind.Operator).Refusal
        );
        Assert.Equal(
            Refusal.OptedOut,
            subscriber.Apply(NewChange.Assert(1, 4), Channel.Import, ActorKind.Operator).Refusal
        );
    }

    [Fact]
    public void A_box_left_empty_for_a_topic_nobody_had_says_nothing()
    {
        var subscriber = new SubscriberSimulation();
        Assert.Empty(subscriber.Apply(NewChange.Wish((1, 0))).Events);
        Assert.Null(subscriber.State[1].LeftAt);
    }
}
