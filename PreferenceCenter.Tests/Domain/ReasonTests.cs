using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests the reasons that subscribers give after leaving.</summary>
[Trait("Requirement", "DEC-06")]
public sealed class ReasonTests
{
    private readonly Life life = new();

    public ReasonTests() => life.Live(Says.Choose((1, 4), (2, 4)), Channel.MailedPage);

    [Fact]
    public void A_reason_is_asked_after_leaving_never_before()
    {
        Assert.Equal(Refusal.NotLeft, life.Live(new GiveReason(1, LeaveReason.TooMany)).Refusal);
        Assert.Equal(Refusal.NotLeft, life.Live(new GiveReason(0, LeaveReason.TooMany)).Refusal);
        life.Live(new Leave(1));
        Assert.Equal(Refusal.NotLeft, life.Live(new GiveReason(2, LeaveReason.TooMany)).Refusal);
        Assert.Equal(
            (EventKind.ReasonGiven, 1),
            (life.Live(new GiveReason(1, LeaveReason.TooMany)).Events[0].Kind, life.Latest[0].Refers)
        );
    }

    [Fact]
    public void Who_came_back_is_not_asked()
    {
        life.Live(Leave.Everything);
        life.Live(Says.Choose((1, 4), (2, 4)), Channel.MailedPage);
        Assert.Equal(Refusal.NotLeft, life.Live(new GiveReason(0, LeaveReason.TooMany)).Refusal);
        Assert.Equal(Refusal.NotLeft, life.Live(new GiveReason(1, LeaveReason.TooMany)).Refusal);
    }

    [Fact]
    public void The_same_reason_for_another_leave_counts_again_and_sent_twice_counts_once()
    {
        life.Live(new Leave(1));
        Assert.Single(life.Live(new GiveReason(1, LeaveReason.TooMany)).Events);
        Assert.Empty(life.Live(new GiveReason(1, LeaveReason.TooMany)).Events);
        life.Live(Leave.Everything);
        Assert.Single(life.Live(new GiveReason(0, LeaveReason.TooMany)).Events);
        Assert.Empty(life.Live(new GiveReason(0, LeaveReason.TooMany)).Events);
        Assert.Single(life.Live(new GiveReason(0, LeaveReason.NotRelevant)).Events);
    }

    [Fact]
    public void The_same_reason_for_a_stop_that_found_nothing_left_counts_again()
    {
        life.Live(Says.Wish((1, 0), (2, 0)));
        life.Live(new GiveReason(0, LeaveReason.TooMany));
        life.Live(Leave.Everything);
        Assert.Single(life.Live(new GiveReason(0, LeaveReason.TooMany)).Events);
    }

    [Fact]
    public void A_reason_voids_no_undo()
    {
        life.Live(new Leave(1));
        var mail = life.Latest;
        life.Live(new GiveReason(1, LeaveReason.Other));
        life.Live(new Undo(mail), Channel.UndoLink);
        Assert.Equal(GateReason.None, life.Gate(1));
    }
}
