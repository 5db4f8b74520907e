using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>
/// Tests that an objection to marketing ends the profiling and the tracking that served it, and that whoever comes back
/// gets what they confirmed and nothing of before.
/// </summary>
public sealed class ReturningTests
{
    private static SubscriberSimulation WithEverything()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(
            NewChange.Choose(
                (1, (long)Frequency.Every),
                (2, (long)Frequency.Every),
                (Aspect.Tracking, Permission.Yes),
                (Aspect.Profiling, Permission.Yes)
            ),
            Channel.MailedPage
        );
        Assert.Equal(
            (TrackingConsent.Granted, Profiling.Allowed),
            (subscriber.State.Tracking, subscriber.State.Profiling)
        );
        return subscriber;
    }

    private static void ComeBack(SubscriberSimulation subscriber, params (long Aspect, long Value)[] wanted)
    {
        var asked = subscriber.Apply(NewChange.Wish(wanted), Channel.FooterPage).Events;
        Assert.Equal(Refusal.None, subscriber.Apply(new Confirm(asked), Channel.ConfirmLink).Refusal);
    }

    public static TheoryData<string> Departures => ["all", "each", "complaint", "objection"];

    private static void Leave(SubscriberSimulation subscriber, string departure)
    {
        switch (departure)
        {
            case "all":
                subscriber.Apply(PreferenceCenter.Domain.Leave.Everything);
                break;
            case "each":
                subscriber.Apply(new Leave(1));
                subscriber.Apply(new Leave(2));
                break;
            case "complaint":
                subscriber.Apply(new Suppress(SuppressionReason.Complained), Channel.Api, ActorKind.Sender);
                break;
            default:
                subscriber.Apply(new ObjectToMarketing(), Channel.Identity);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Departures))]
    [Trait("Requirement", "WDR-08")]
    public void Who_comes_back_to_a_topic_is_neither_tracked_nor_profiled(string departure)
    {
        var subscriber = WithEverything();
        Leave(subscriber, departure);
        ComeBack(subscriber, (1, (long)Frequency.Every));
        Assert.True(subscriber.State[1].On);
        Assert.Equal(
            (TrackingConsent.Denied, Profiling.Objected),
            (subscriber.State.Tracking, subscriber.State.Profiling)
        );
    }

    [Theory]
    [MemberData(nameof(Departures))]
    public void A_yes_that_is_confirmed_along_with_the_topic_holds(string departure)
    {
        var subscriber = WithEverything();
        Leave(subscriber, departure);
        ComeBack(subscriber, (1, (long)Frequency.Every), (Aspect.Tracking, Permission.Yes));
        if (departure == "objection")
            Assert.Equal(TrackingConsent.Granted, subscriber.State.Tracking);
        Assert.Equal(Profiling.Objected, subscriber.State.Profiling);
    }

    [Fact]
    public void Who_adds_a_topic_and_had_not_gone_keeps_both()
    {
        var subscriber = WithEverything();
        subscriber.Apply(new Leave(2));
        ComeBack(subscriber, (2, (long)Frequency.Every));
        Assert.Equal(
            (TrackingConsent.Granted, Profiling.Allowed),
            (subscriber.State.Tracking, subscriber.State.Profiling)
        );
    }

    [Fact]
    public void An_undo_of_leaving_brings_back_both_as_they_were()
    {
        var subscriber = WithEverything();
        var left = subscriber.Apply(PreferenceCenter.Domain.Leave.Everything, Channel.Identity).Events;
        subscriber.Apply(new Undo(left), Channel.UndoLink);
        Assert.Equal(
            (TrackingConsent.Granted, Profiling.Allowed),
            (subscriber.State.Tracking, subscriber.State.Profiling)
        );
    }

    [Fact]
    [Trait("Requirement", "WDR-08")]
    public void An_objection_to_marketing_ends_profiling_and_tracking_and_can_be_undone()
    {
        var subscriber = WithEverything();
        var objected = subscriber.Apply(new ObjectToMarketing(), Channel.Identity).Events;
        Assert.Equal(
            (true, TrackingConsent.Denied, Profiling.Objected),
            (subscriber.State.Stopped, subscriber.State.Tracking, subscriber.State.Profiling)
        );
        Assert.All(
            objected,
            e => Assert.True(ChoiceDirection.MustLast(e.Kind, e.Aspect, e.Before, e.Value, subscriber.Now))
        );
        subscriber.Apply(new Undo(objected), Channel.UndoLink);
        Assert.Equal(
            (false, TrackingConsent.Granted, Profiling.Allowed),
            (subscriber.State.Stopped, subscriber.State.Tracking, subscriber.State.Profiling)
        );
    }

    [Fact]
    public void Who_was_never_asked_about_tracking_has_refused_nothing_by_objecting()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose((1, (long)Frequency.Every)), Channel.MailedPage);
        subscriber.Apply(new ObjectToMarketing(), Channel.Identity);
        Assert.Equal(
            (TrackingConsent.Unknown, Profiling.Objected),
            (subscriber.State.Tracking, subscriber.State.Profiling)
        );
    }

    public static TheoryData<bool> Claims => [true, false];

    [Theory]
    [MemberData(nameof(Claims))]
    [Trait("Requirement", "RTS-11")]
    public void Nobody_adds_to_whoever_restricted_processing(bool withProof)
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose((1, (long)Frequency.Every)), Channel.MailedPage);
        subscriber.Apply(new Restrict(On: true), Channel.Identity);
        Change[] claims = withProof
            ?
            [
                NewChange.Assert(2, (long)Frequency.Every),
                NewChange.Assert(Aspect.Tracking, Permission.Yes),
                NewChange.Assert(Aspect.Profiling, Permission.Yes),
            ]
            : [NewChange.Propose(2, (long)Frequency.Every)];
        foreach (var claim in claims)
            Assert.Equal(Refusal.Restricted, subscriber.Apply(claim, Channel.Import, ActorKind.Operator).Refusal);
        Assert.Equal(Refusal.None, subscriber.Apply(new Leave(1), Channel.Import, ActorKind.Operator).Refusal);
        Assert.False(subscriber.State[1].On);
        subscriber.Apply(new Restrict(On: false), Channel.Identity);
        Assert.Equal(Refusal.None, subscriber.Apply(claims[0], Channel.Import, ActorKind.Operator).Refusal);
    }
}
