using System.Text;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests the gate: whether a subscriber may be mailed about a topic.</summary>
public sealed class GateTests
{
    private readonly SubscriberSimulation subscriber = new();

    public GateTests() => subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);

    [Fact]
    public void Who_chose_a_topic_may_be_mailed_about_it() => Assert.Equal(GateReason.None, subscriber.Gate(1));

    [Theory]
    [InlineData(TopicState.Draft, GateReason.TopicNotPublished)]
    [InlineData(TopicState.Published, GateReason.None)]
    [InlineData(TopicState.Closed, GateReason.None)]
    [InlineData(TopicState.Archived, GateReason.TopicNotPublished)]
    internal void Only_what_is_published_or_closed_is_mailed(TopicState state, GateReason expected)
    {
        Assert.Equal(expected, Gate.MayMail(subscriber.State, SubscriberSimulation.Topic(1, state), subscriber.Now));
        if (expected != GateReason.None)
            Assert.Equal(expected, Gate.MayMail(null, SubscriberSimulation.Topic(1, state), subscriber.Now));
    }

    [Fact]
    public void Somebody_nobody_knows_is_unknown() =>
        Assert.Equal(GateReason.Unknown, Gate.MayMail(null, SubscriberSimulation.Topic(1), subscriber.Now));

    [Fact]
    public void Another_topic_is_not_subscribed() => Assert.Equal(GateReason.NotSubscribed, subscriber.Gate(2));

    [Fact]
    public void A_wish_is_pending()
    {
        subscriber.Apply(NewChange.Wish((2, 4)));
        Assert.Equal(GateReason.Pending, subscriber.Gate(2));
    }

    [Fact]
    public void A_wish_for_more_of_a_topic_keeps_nobody_from_what_holds()
    {
        subscriber.Apply(NewChange.Choose(2, 1), Channel.MailedPage);
        subscriber.Apply(NewChange.Wish((2, 4)));
        Assert.Equal(GateReason.None, subscriber.Gate(2));
    }

    [Fact]
    public void A_pause_is_paused()
    {
        subscriber.Apply(NewChange.Pause(subscriber.Now.AddDays(1)));
        Assert.Equal(GateReason.Paused, subscriber.Gate(1));
    }

    [Fact]
    public void A_stop_is_stopped()
    {
        subscriber.Apply(Leave.Everything);
        Assert.Equal(GateReason.Stopped, subscriber.Gate(1));
    }

    [Theory]
    [InlineData(SuppressionReason.Bounced)]
    [InlineData(SuppressionReason.Complained)]
    [InlineData(SuppressionReason.Erased)]
    internal void A_suppressed_address_is_suppressed_also_where_all_is_stopped(SuppressionReason reason)
    {
        subscriber.Apply(Leave.Everything);
        subscriber.Apply(new Suppress(reason), Channel.Mailbox, ActorKind.System);
        Assert.Equal(GateReason.Suppressed, subscriber.Gate(1));
    }

    [Fact]
    [Trait("Requirement", "RTS-11")]
    public void A_restriction_is_restricted()
    {
        var act = new Act(
            Channel.Staff,
            new Actor(ActorKind.Staff, RandomId.New()),
            subscriber.Now,
            LawfulBasis.None,
            0,
            0
        );
        var restricted = History.Apply(
            subscriber.State,
            new ConsentEvent(subscriber.State.LastSeq + 1, EventKind.Changed, Aspect.Restriction, 1, 0, 0, act)
        );
        Assert.Equal(GateReason.Restricted, Gate.MayMail(restricted, SubscriberSimulation.Topic(1), subscriber.Now));
    }

    [Fact]
    public void Reasons_are_named_in_kebab_case_and_success_allowed()
    {
        foreach (var reason in Enum.GetValues<GateReason>().Except([GateReason.None]))
            Assert.Equal(Kebab(reason.ToString()), WireName.Of(reason));
        Assert.Equal("allowed", WireName.Of(GateReason.None));
        Assert.Equal("99", WireName.Of((GateReason)99));
        Assert.Equal(GateReason.NotReady, WireName.Parse<GateReason>("not-ready"));
        Assert.Null(WireName.Parse<GateReason>("NotReady"));
        Assert.Null(WireName.Parse<GateReason>("1"));
    }

    private static string Kebab(string name) =>
        name.Aggregate(
                new StringBuilder(),
                (text, c) =>
                    char.IsUpper(c) && text.Length > 0
                        ? text.Append('-').Append(char.ToLowerInvariant(c))
                        : text.Append(char.ToLowerInvariant(c))
            )
            .ToString();
}
