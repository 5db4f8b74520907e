using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests the restriction of processing: setting it, its effects and lifting it.</summary>
[Trait("Requirement", "RTS-11")]
public sealed class RightsTests
{
    [Fact]
    public void A_restriction_is_set_once_refuses_all_mail_and_lasts_in_the_journal()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(
            new Choose(new Dictionary<long, long> { [1] = (long)Frequency.Every }, AddsAtOnce: true),
            Channel.MailedPage
        );
        var set = Assert.Single(subscriber.Apply(new Restrict(On: true), Channel.Identity).Events);
        Assert.Equal((EventKind.Changed, Aspect.Restriction, 1L, 0L), (set.Kind, set.Aspect, set.Value, set.Before));
        Assert.True(ChoiceDirection.MustLast(set.Kind, set.Aspect, set.Before, set.Value, subscriber.Now));
        Assert.Equal(GateReason.Restricted, subscriber.Gate(1));
        Assert.Empty(subscriber.Apply(new Restrict(On: true), Channel.Identity).Events);
        var lifted = Assert.Single(subscriber.Apply(new Restrict(On: false), Channel.Identity).Events);
        Assert.False(ChoiceDirection.MustLast(lifted.Kind, lifted.Aspect, lifted.Before, lifted.Value, subscriber.Now));
        Assert.Equal(GateReason.None, subscriber.Gate(1));
    }

    [Fact]
    public void It_voids_what_waited_and_what_could_be_undone()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(
            new Choose(new Dictionary<long, long> { [1] = (long)Frequency.Every }, AddsAtOnce: true),
            Channel.MailedPage
        );
        var asked = subscriber
            .Apply(new Choose(new Dictionary<long, long> { [2] = (long)Frequency.Every }, AddsAtOnce: false))
            .Events;
        var taken = subscriber.Apply(new Leave(1)).Events;
        subscriber.Apply(new Restrict(On: true), Channel.Identity);
        Assert.Equal(Refusal.Voided, subscriber.Apply(new Confirm(asked), Channel.ConfirmLink).Refusal);
        Assert.Equal(Refusal.Voided, subscriber.Apply(new Undo(taken), Channel.UndoLink).Refusal);
    }

    [Theory]
    [InlineData((byte)Channel.FooterPage, (byte)ActorKind.Person)]
    [InlineData((byte)Channel.MailedPage, (byte)ActorKind.Person)]
    [InlineData((byte)Channel.Identity, (byte)ActorKind.Staff)]
    [InlineData((byte)Channel.Api, (byte)ActorKind.Sender)]
    [InlineData((byte)Channel.Command, (byte)ActorKind.Operator)]
    public void Only_the_person_lifts_it_and_only_from_a_fresh_link(byte channel, byte actor)
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(new Restrict(On: true), Channel.Identity);
        Assert.Equal(
            Refusal.Invalid,
            subscriber.Apply(new Restrict(On: false), (Channel)channel, (ActorKind)actor).Refusal
        );
        Assert.True(subscriber.State.Restricted);
    }
}
