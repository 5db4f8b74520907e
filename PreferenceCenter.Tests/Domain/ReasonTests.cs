using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests the reasons that subscribers give after leaving.</summary>
[Trait("Requirement", "DEC-06")]
public sealed class ReasonTests
{
    private readonly SubscriberSimulation subscriber = new();

    public ReasonTests() => subscriber.Apply(NewChange.Choose((1, 4), (2, 4)), Channel.MailedPage);

    [Fact]
    public void A_reason_is_asked_after_leaving_never_before()
    {
        Assert.Equal(Refusal.NotLeft, subscriber.Apply(new GiveReason(1, LeaveReason.TooMany)).Refusal);
        Assert.Equal(Refusal.NotLeft, subscriber.Apply(new GiveReason(0, LeaveReason.TooMany)).Refusal);
        subscriber.Apply(new Leave(1));
        Assert.Equal(Refusal.NotLeft, subscriber.Apply(new GiveReason(2, LeaveReason.TooMany)).Refusal);
        Assert.Equal(
            (EventKind.ReasonGiven, 1),
            (subscriber.Apply(new GiveReason(1, LeaveReason.TooMany)).Events[0].Kind, subscriber.Latest[0].Refers)
        );
    }

    [Fact]
    public void Who_came_back_is_not_asked()
    {
        subscriber.Apply(Leave.Everything);
        subscriber.Apply(NewChange.Choose((1, 4), (2, 4)), Channel.MailedPage);
        Assert.Equal(Refusal.NotLeft, subscriber.Apply(new GiveReason(0, LeaveReason.TooMany)).Refusal);
        Assert.Equal(Refusal.NotLeft, subscriber.Apply(new GiveReason(1, LeaveReason.TooMany)).Refusal);
    }

    [Fact]
    public void The_same_reason_for_another_leave_counts_again_and_sent_twice_counts_once()
    {
        subscriber.Apply(new Leave(1));
        Assert.Single(subscriber.Apply(new GiveReason(1, LeaveReason.TooMany)).Events);
        Assert.Empty(subscriber.Apply(new GiveReason(1, LeaveReason.TooMany)).Events);
        subscriber.Apply(Leave.Everything);
        Assert.Single(subscriber.Apply(new GiveReason(0, LeaveReason.TooMany)).Events);
        Assert.Empty(subscriber.Apply(new GiveReason(0, LeaveReason.TooMany)).Events);
        Assert.Single(subscriber.Apply(new GiveReason(0, LeaveReason.NotRelevant)).Events);
    }

    [Fact]
    public void The_same_reason_for_a_stop_that_found_nothing_left_counts_again()
    {
        subscriber.Apply(NewChange.Wish((1, 0), (2, 0)));
        subscriber.Apply(new GiveReason(0, LeaveReason.TooMany));
        subscriber.Apply(Leave.Everything);
        Assert.Single(subscriber.Apply(new GiveReason(0, LeaveReason.TooMany)).Events);
    }

    [Fact]
    public void A_reason_voids_no_undo()
    {
        subscriber.Apply(new Leave(1));
        var mail = subscriber.Latest;
        subscriber.Apply(new GiveReason(1, LeaveReason.Other));
        subscriber.Apply(new Undo(mail), Channel.UndoLink);
        Assert.Equal(GateReason.None, subscriber.Gate(1));
    }
}
