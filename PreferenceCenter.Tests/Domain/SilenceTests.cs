using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>
/// Tests that silence is never consent and that only the person can restore what the person withdrew.
/// </summary>
public sealed class SilenceTests
{
    [Fact]
    [Trait("Requirement", "CON-01")]
    [Trait("Requirement", "CON-02")]
    public void Without_the_persons_act_or_asserted_evidence_nobody_may_be_mailed() =>
        RandomHistories.OfOthers.Sample(
            steps =>
            {
                foreach (var m in SubscriberSimulation.Of(steps).Outcomes)
                    Assert.Empty(SubscriberSimulation.Allowed(m.After, m.Act.At));
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    [Trait("Requirement", "CON-01")]
    public void Only_the_person_or_asserted_evidence_adds_anything() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                foreach (
                    var m in SubscriberSimulation
                        .Of(steps)
                        .Outcomes.Where(m =>
                            m.Act.Actor.Kind != ActorKind.Person && m.Change is not PreferenceCenter.Domain.Assert
                        )
                )
                    Assert.Subset(
                        SubscriberSimulation.Allowed(m.Before, m.Act.At).ToHashSet(),
                        SubscriberSimulation.Allowed(m.After, m.Act.At).ToHashSet()
                    );
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void A_return_needs_the_person() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                var withdrawn = new Withdrawn();
                foreach (var m in SubscriberSimulation.Of(steps).Outcomes)
                {
                    if (m.Act.Actor.Kind != ActorKind.Person || m.Change is PreferenceCenter.Domain.Assert or Propose)
                    {
                        var added = SubscriberSimulation
                            .Allowed(m.After, m.Act.At)
                            .Except(SubscriberSimulation.Allowed(m.Before, m.Act.At));
                        Assert.DoesNotContain(added, withdrawn.Contains);
                    }
                    withdrawn.Note(m);
                }
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    [Trait("Requirement", "CON-16")]
    public void A_new_topic_starts_empty_whatever_else_somebody_chose() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                var subscriber = SubscriberSimulation.Of(steps);
                Assert.NotEqual(GateReason.None, subscriber.Gate(RandomHistories.NeverNamed));
                Assert.NotEqual(GateReason.Pending, subscriber.Gate(RandomHistories.NeverNamed));
                Assert.Null(subscriber.State[RandomHistories.NeverNamed].Grant);
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Theory]
    [InlineData(Aspect.Everything)]
    [InlineData(1)]
    public void An_import_after_leaving_is_turned_away(long scope)
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        subscriber.Apply(new Leave(scope));
        Assert.Equal(
            Refusal.OptedOut,
            subscriber.Apply(NewChange.Assert(1, 4), Channel.Import, ActorKind.Operator, TimeSpan.FromDays(900)).Refusal
        );
        Assert.Equal(
            Refusal.OptedOut,
            subscriber.Apply(NewChange.Propose(1, 4), Channel.Api, ActorKind.Sender).Refusal
        );
        Assert.Equal(Refusal.Invalid, subscriber.Apply(NewChange.Choose(1, 4), Channel.Staff, ActorKind.Staff).Refusal);
        Assert.NotEqual(GateReason.None, subscriber.Gate(1));
    }

    [Fact]
    public void Who_left_everything_and_came_back_to_one_topic_is_added_to_no_other_by_somebody_else()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(Leave.Everything);
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        Assert.Equal(
            Refusal.OptedOut,
            subscriber.Apply(NewChange.Assert(2, 4), Channel.Import, ActorKind.Operator).Refusal
        );
        Assert.Equal(
            Refusal.None,
            subscriber.Apply(NewChange.Assert(1, 4), Channel.Import, ActorKind.Operator).Refusal
        );
        subscriber.Apply(NewChange.Choose(2, 4), Channel.MailedPage);
        Assert.Equal(GateReason.None, subscriber.Gate(2));
    }

    [Fact]
    public void Who_took_a_stop_back_never_left()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(Leave.Everything);
        subscriber.Apply(new Undo(subscriber.Latest), Channel.UndoLink);
        Assert.Equal(
            Refusal.None,
            subscriber.Apply(NewChange.Assert(2, 4), Channel.Import, ActorKind.Operator).Refusal
        );
        Assert.Equal(GateReason.None, subscriber.Gate(2));
    }

    [Fact]
    public void A_complaint_of_an_erased_address_counts_when_the_person_comes_back()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(new Suppress(SuppressionReason.Erased), Channel.System, ActorKind.System);
        subscriber.Apply(new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        Assert.Equal(
            Refusal.OptedOut,
            subscriber.Apply(NewChange.Assert(2, 4), Channel.Import, ActorKind.Operator).Refusal
        );
    }

    [Theory]
    [InlineData(ActorKind.Staff)]
    [InlineData(ActorKind.Operator)]
    [InlineData(ActorKind.Sender)]
    [InlineData(ActorKind.System)]
    internal void Nobody_else_completes_an_opt_in_or_takes_a_leave_back(ActorKind actor)
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4, atOnce: false));
        Assert.Equal(
            Refusal.Invalid,
            subscriber.Apply(new Confirm(subscriber.Events.ToArray()), Channel.ConfirmLink, actor).Refusal
        );
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        subscriber.Apply(new Leave(1));
        Assert.Equal(
            Refusal.Invalid,
            subscriber.Apply(new Undo(subscriber.Events.ToArray()), Channel.UndoLink, actor).Refusal
        );
    }

    [Theory]
    [InlineData(Channel.FooterPage)]
    [InlineData(Channel.UnsubscribePage)]
    [InlineData(Channel.OneClick)]
    [InlineData(Channel.Mailbox)]
    [Trait("Requirement", "MSG-06")]
    internal void Without_the_mailbox_nothing_is_confirmed_or_taken_back(Channel channel)
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4, atOnce: false));
        Assert.Equal(Refusal.Invalid, subscriber.Apply(new Confirm(subscriber.Events.ToArray()), channel).Refusal);
        subscriber.Apply(new Confirm(subscriber.Events.ToArray()), Channel.ConfirmLink);
        subscriber.Apply(new Leave(1));
        Assert.Equal(Refusal.Invalid, subscriber.Apply(new Undo(subscriber.Events.ToArray()), channel).Refusal);
    }

    [Theory]
    [InlineData(Channel.OneClick)]
    [InlineData(Channel.UnsubscribePage)]
    internal void A_link_for_leaving_adds_nothing(Channel channel)
    {
        var subscriber = new SubscriberSimulation();
        Assert.Equal(Refusal.Invalid, subscriber.Apply(NewChange.Choose(1, 4), channel).Refusal);
        Assert.Equal(Refusal.Invalid, subscriber.Apply(NewChange.Choose(1, 4, atOnce: false), channel).Refusal);
        subscriber.Apply(new Leave(1), channel);
        Assert.NotNull(subscriber.State[1].LeftAt);
    }

    /// <summary>
    /// Tracks what the person withdrew and did not grant again, computed only from requests and grants.
    /// </summary>
    private sealed class Withdrawn
    {
        private readonly HashSet<long> alone = [],
            withAll = [],
            byComplaint = [];

        public bool Contains(long topic) =>
            alone.Contains(topic) || withAll.Contains(topic) || byComplaint.Contains(topic);

        public void Note(StepOutcome m)
        {
            if (m.Decision.Refusal != Refusal.None)
                return;
            if (m.Change is Leave { Scope: 0 })
                withAll.UnionWith(RandomHistories.Topics);
            if (m.Change is Leave { Scope: > 0 and var topic })
                alone.Add(topic);
            if (m.Change is Suppress { Reason: SuppressionReason.Complained })
                byComplaint.UnionWith(RandomHistories.Topics);
            foreach (var e in m.Decision.Events)
            {
                if (e.Kind is EventKind.Withdrawn or EventKind.Rejected && !m.After[e.Aspect].On)
                    alone.Add(e.Aspect);
                if (e.Kind == EventKind.Resumed && m.Change is Undo)
                    withAll.Clear();
                if (e.Kind is EventKind.Granted or EventKind.Confirmed or EventKind.Restored)
                    foreach (var set in new[] { alone, withAll, byComplaint })
                        set.Remove(e.Aspect);
            }
        }
    }
}
