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
        Lives.Steps.Sample(
            steps =>
            {
                Assert.All(
                    Life.Of(steps).Events.Where(e => e.IsGrant),
                    e => Assert.True(e is { Basis: not LawfulBasis.None, Controller: > 0 }, e.ToString())
                );
            },
            iter: Lives.Many,
            print: Lives.Show
        );

    [Fact]
    public void What_turns_on_is_a_grant() =>
        Lives.Steps.Sample(
            steps =>
            {
                foreach (var m in Life.Of(steps).Moments)
                foreach (var on in m.After.Topics.Where(c => c.On && !m.Before[c.Aspect].On))
                    Assert.Contains(m.Decision.Events, e => e.Aspect == on.Aspect && e.IsGrant);
            },
            iter: Lives.Many,
            print: Lives.Show
        );

    [Theory]
    [InlineData(LawfulBasis.None, 1)]
    [InlineData(LawfulBasis.Consent, 0)]
    internal void A_grant_that_names_no_basis_or_no_controller_is_refused(LawfulBasis basis, int controller)
    {
        var asked = Decide(PersonState.Empty, Says.Wish((1, 4)), Channel.FooterPage);
        var waiting = asked.Events.Aggregate(PersonState.Empty, History.Apply);
        Assert.Equal(Refusal.None, asked.Refusal);
        Assert.Equal(Refusal.Invalid, Decide(waiting, new Confirm(asked.Events), Channel.ConfirmLink).Refusal);
        Assert.Equal(Refusal.Invalid, Decide(waiting, Says.Choose(1, 4), Channel.MailedPage).Refusal);
        Assert.Equal(
            Refusal.Invalid,
            Decide(waiting, Says.Choose(Aspect.Tracking, (long)TrackingConsent.Granted), Channel.MailedPage).Refusal
        );
        Assert.Equal(Refusal.Invalid, Decide(waiting, Says.Assert(2, 4), Channel.Import).Refusal);
        Assert.Equal(Refusal.None, Decide(waiting, Leave.Everything, Channel.OneClick).Refusal);

        Decision Decide(PersonState state, Change change, Channel channel) =>
            Decisions.Decide(
                state,
                change,
                new Act(channel, Actor.Person, Life.Start, basis, controller, 3),
                Policy.Default
            );
    }

    [Fact]
    public void An_undo_needs_no_basis_of_its_own()
    {
        var life = new Life();
        life.Live(Says.Assert(1, 4), Channel.Import, ActorKind.Operator);
        life.Live(new Leave(1));
        life.Live(
            new Step(
                TimeSpan.FromDays(1),
                new AnswerToLatest(AnswerKind.Undo),
                Channel.UndoLink,
                ActorKind.Person,
                LawfulBasis.None
            )
        );
        Assert.Equal(
            (EventKind.Restored, 1, LawfulBasis.Consent, 1),
            (life.Latest[0].Kind, life.Latest[0].Refers, life.Latest[0].Basis, life.Latest[0].Controller)
        );
        Assert.Equal(EventKind.Asserted, life.State[1].Grant?.Kind);
    }

    [Fact]
    public void A_higher_frequency_is_no_new_grant_and_keeps_the_old_one()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 1), Channel.MailedPage);
        var grant = life.State[1].Grant;
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        Assert.Equal((EventKind.Changed, grant), (life.Latest[0].Kind, life.State[1].Grant));
    }

    [Fact]
    public void A_higher_frequency_confirmed_keeps_it_too()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 1), Channel.MailedPage);
        var grant = life.State[1].Grant;
        life.Live(Says.Wish((1, 4)));
        life.Live(new Confirm(life.Latest), Channel.ConfirmLink);
        Assert.Equal((4, grant), (life.State[1].Value, life.State[1].Grant));
    }

    [Fact]
    public void Coming_back_is_a_new_grant()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 1), Channel.MailedPage);
        life.Live(new Leave(1));
        life.Live(Says.Choose(1, 1), Channel.MailedPage);
        Assert.Equal(life.State.LastSeq, life.State[1].Grant?.Seq);
    }
}
