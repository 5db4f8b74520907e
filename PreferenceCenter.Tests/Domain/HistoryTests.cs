using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests that events applied in order give the state they were decided for.</summary>
public sealed class HistoryTests
{
    [Fact]
    public void What_was_decided_always_applies_to_a_legal_state() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                foreach (var outcome in SubscriberSimulation.Of(steps).Outcomes)
                    Assert.Empty(Faults(outcome.After));
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void A_refusal_changes_nothing_and_a_decision_numbers_its_events_on() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                var subscriber = SubscriberSimulation.Of(steps);
                Assert.Equal(
                    Enumerable.Range(1, subscriber.Events.Count).Select(n => (long)n),
                    subscriber.Events.Select(e => e.Seq)
                );
                Assert.All(
                    subscriber.Outcomes.Where(m => m.Decision.Refusal != Refusal.None),
                    m =>
                    {
                        Assert.Empty(m.Decision.Events);
                        Assert.Empty(m.Decision.Waiting);
                    }
                );
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void The_same_state_and_change_give_the_same_events() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                foreach (var m in SubscriberSimulation.Of(steps).Outcomes)
                {
                    var again = Decisions.Decide(m.Before, m.Change, m.Act, Policy.Default);
                    Assert.Equal(m.Decision.Refusal, again.Refusal);
                    Assert.Equal(m.Decision.Events.AsEnumerable(), again.Events.AsEnumerable());
                    Assert.Equal(m.Decision.Waiting.AsEnumerable(), again.Waiting.AsEnumerable());
                }
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void Events_as_they_are_stored_give_the_same_state_again() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                var subscriber = SubscriberSimulation.Of(steps);
                // The ledger stores basis, controller and notice of grants only.
                var rebuilt = subscriber
                    .Events.Select(e =>
                        e with
                        {
                            Act = e.Act with { Basis = e.Basis, Controller = e.Controller, Notice = e.Notice },
                        }
                    )
                    .Aggregate(PersonState.Empty, History.Apply);
                Assert.Equal(subscriber.State.LastSeq, rebuilt.LastSeq);
                Assert.Equal(subscriber.State.Choices.AsEnumerable(), rebuilt.Choices.AsEnumerable());
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    [Fact]
    public void An_event_out_of_order_is_a_fault()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(new Leave(1));
        Assert.Throws<InvalidOperationException>(() =>
            History.Apply(PersonState.Empty, subscriber.Events[0] with { Seq = 2 })
        );
        Assert.Throws<InvalidOperationException>(() => History.Apply(subscriber.State, subscriber.Events[0]));
    }

    [Theory]
    [InlineData(EventKind.ActorNamed)]
    [InlineData(EventKind.TopicChanged)]
    [InlineData((EventKind)200)]
    internal void What_the_house_does_is_no_event_of_a_person(EventKind kind)
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(new Leave(1));
        Assert.Throws<InvalidOperationException>(() =>
            History.Apply(PersonState.Empty, subscriber.Events[0] with { Kind = kind })
        );
    }

    [Fact]
    public void What_waits_for_confirmation_stands_as_a_wish() =>
        RandomHistories.Steps.Sample(
            steps =>
            {
                foreach (var m in SubscriberSimulation.Of(steps).Outcomes)
                    Assert.All(
                        m.Decision.Waiting,
                        seq => Assert.Single(m.After.Choices.Values, c => c.Touched == seq && c.Wish is not null)
                    );
            },
            iter: RandomHistories.Many,
            print: RandomHistories.Show
        );

    private static IEnumerable<string> Faults(PersonState state)
    {
        if (state.Stopped && state.Topics.Any(c => c.On))
            yield return "a topic is on though everything is stopped";
        if (state.Stopped && state[Aspect.Everything].LeftAt is null)
            yield return "stopped at no time";
        foreach (var (aspect, c) in state.Choices)
        {
            if (c.Aspect != aspect)
                yield return $"{aspect} holds the choice of {c.Aspect}";
            if (c.Touched < 1 || c.Touched > state.LastSeq)
                yield return $"{aspect} touched by {c.Touched} of {state.LastSeq}";
            if (c.Wish is { } wish && ChoiceDirection.Of(aspect, c.Value, wish, c.TouchedAt) == Direction.Less)
                yield return $"{aspect} waits for {wish}, which is not more than {c.Value}";
            if (RandomHistories.Topics.Contains(aspect) != Aspect.IsTopic(aspect))
                yield return $"nobody named {aspect}";
            if (c.On && c.LeftAt is not null)
                yield return $"{aspect} is on and left";
            if (Aspect.IsTopic(aspect) && !ChoiceDirection.Knows(aspect, c.Value))
                yield return $"{aspect} comes {c.Value}";
            if ((c.On || (Aspect.IsPermission(aspect) && c.Value == Permission.Yes)) && !Holds(c.Grant, state))
                yield return $"{aspect} rests on {c.Grant}";
        }
        if (!Enum.IsDefined(state.Suppression) || !Enum.IsDefined(state.Tracking) || !Enum.IsDefined(state.Profiling))
            yield return "a value nobody knows";
        if (state[Aspect.Everything].Value is not (0 or 1))
            yield return "half stopped";
        _ = state.PausedUntil(SubscriberSimulation.Start);
    }

    private static bool Holds(Grant? grant, PersonState state) =>
        grant is { Controller: > 0, Notice: 3, Kind: EventKind.Granted or EventKind.Asserted or EventKind.Confirmed }
        && grant.Basis != LawfulBasis.None
        && grant.Seq <= state.LastSeq;
}
