using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests which changes are grants of consent and what each grant must carry.</summary>
public sealed class GrantTests
{
    [Fact]
    [Trait("Requirement", "CON-06")]
    public void Every_grant_carries_its_lawful_basis_and_its_controller() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                Assert.All(
                    SubscriberSimulation.Of(steps).Events.Where(e => e.IsGrant),
                    e => Assert.True(e is { Basis: not LawfulBasis.None, Controller: > 0 }, e.ToString())
                );
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void What_turns_on_is_a_grant() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                foreach (var m in SubscriberSimulation.Of(steps).Outcomes)
                foreach (var on in m.After.Topics.Where(c => c.On && !m.Before[c.Aspect].On))
                    Assert.Contains(m.Decision.Events, e => e.Aspect == on.Aspect && e.IsGrant);
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Theory]
    [InlineData(LawfulBasis.None, 1)]
    [InlineData(LawfulBasis.Consent, 0)]
    internal void A_grant_that_names_no_basis_or_no_controller_is_refused(LawfulBasis basis, int controller)
    {
        var asked = Decide(PersonState.Empty, NewChange.Wish((1, 4)), Channel.FooterPage);
        var waiting = asked.Events.Aggregate(PersonState.Empty, History.Apply);
        Assert.Equal(Refusal.None, asked.Refusal);
        Assert.Equal(Refusal.Invalid, Decide(waiting, new Confirm(asked.Events), Channel.ConfirmLink).Refusal);
        Assert.Equal(Refusal.Invalid, Decide(waiting, NewChange.Choose(1, 4), Channel.MailedPage).Refusal);
        Assert.Equal(
            Refusal.Invalid,
            Decide(
                waiting,
                NewChange.Choose(Aspect.Tracking, (long)TrackingConsent.Granted),
                Channel.MailedPage
            ).Refusal
        );
        Assert.Equal(Refusal.Invalid, Decide(waiting, NewChange.Assert(2, 4), Channel.Import).Refusal);
        Assert.Equal(Refusal.None, Decide(waiting, Leave.Everything, Channel.OneClick).Refusal);

        Decision Decide(PersonState state, Change change, Channel channel) =>
            Decisions.Decide(
                state,
                change,
                new Act(channel, Actor.Person, SubscriberSimulation.Start, basis, controller, 3)
                {
                    Notices = SubscriberSimulation.Notices,
                },
                Policy.Default
            );
    }

    public static TheoryData<long, long> Yeses =>
        new((1, (long)Frequency.Every), (Aspect.Tracking, Permission.Yes), (Aspect.Profiling, Permission.Yes));

    [Theory]
    [MemberData(nameof(Yeses))]
    [Trait("Requirement", "CON-06")]
    public void A_yes_without_a_notice_is_refused_whatever_it_is_about(long aspect, long value)
    {
        var act = new Act(
            Channel.MailedPage,
            Actor.Person,
            SubscriberSimulation.Start,
            LawfulBasis.Consent,
            Controller: 1,
            Notice: 0
        );
        Assert.Equal(Refusal.Invalid, Decide(PersonState.Empty, NewChange.Choose(aspect, value), act).Refusal);
        var asked = Decide(PersonState.Empty, NewChange.Choose(aspect, value, atOnce: false), act);
        var waiting = asked.Events.Aggregate(PersonState.Empty, History.Apply);
        Assert.Equal(value, waiting[aspect].Wish);
        Assert.NotEqual(
            Refusal.None,
            Decide(waiting, new Confirm(asked.Events), act with { Channel = Channel.ConfirmLink }).Refusal
        );

        var named = act with { Notices = new Dictionary<long, TopicNotice> { [aspect] = new(5, []) } };
        var granted = Assert.Single(Decide(PersonState.Empty, NewChange.Choose(aspect, value), named).Events);
        Assert.Equal((EventKind.Granted, 5), (granted.Kind, granted.Notice));
        Assert.Equal(
            (EventKind.Confirmed, 5),
            Decide(waiting, new Confirm(asked.Events), named with { Channel = Channel.ConfirmLink })
                .Events.Select(e => (e.Kind, e.Notice))
                .Single()
        );

        static Decision Decide(PersonState state, Change change, Act act) =>
            Decisions.Decide(state, change, act, Policy.Default);
    }

    [Fact]
    public void An_undo_needs_no_basis_of_its_own()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Assert(1, 4), Channel.Import, ActorKind.Operator);
        subscriber.Apply(new Leave(1));
        subscriber.Apply(
            new Step(
                TimeSpan.FromDays(1),
                new LatestMailAnswer(MailAnswerKind.Undo),
                Channel.UndoLink,
                ActorKind.Person,
                LawfulBasis.None
            )
        );
        Assert.Equal(
            (EventKind.Restored, 1, LawfulBasis.Consent, 1),
            (
                subscriber.Latest[0].Kind,
                subscriber.Latest[0].Refers,
                subscriber.Latest[0].Basis,
                subscriber.Latest[0].Controller
            )
        );
        Assert.Equal(EventKind.Asserted, subscriber.State[1].Grant?.Kind);
    }

    [Fact]
    public void A_higher_frequency_is_no_new_grant_and_keeps_the_old_one()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 1), Channel.MailedPage);
        var grant = subscriber.State[1].Grant;
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        Assert.Equal((EventKind.Changed, grant), (subscriber.Latest[0].Kind, subscriber.State[1].Grant));
    }

    [Fact]
    public void A_higher_frequency_confirmed_keeps_it_too()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 1), Channel.MailedPage);
        var grant = subscriber.State[1].Grant;
        subscriber.Apply(NewChange.Wish((1, 4)));
        subscriber.Apply(new Confirm(subscriber.Latest), Channel.ConfirmLink);
        Assert.Equal((4, grant), (subscriber.State[1].Value, subscriber.State[1].Grant));
    }

    [Fact]
    public void Coming_back_is_a_new_grant()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 1), Channel.MailedPage);
        subscriber.Apply(new Leave(1));
        subscriber.Apply(NewChange.Choose(1, 1), Channel.MailedPage);
        Assert.Equal(subscriber.State.LastSeq, subscriber.State[1].Grant?.Seq);
    }
}
