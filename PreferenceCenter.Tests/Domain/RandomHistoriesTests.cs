using System.Collections.Concurrent;
using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>
/// Tests that the random histories cover every event, refusal and gate answer. A property over histories without events
/// proves nothing.
/// </summary>
public sealed class RandomHistoriesTests
{
    [Fact]
    public void Random_lives_meet_every_event_every_refusal_and_every_answer_of_the_gate()
    {
        var kinds = new ConcurrentDictionary<EventKind, int>();
        var refusals = new ConcurrentDictionary<Refusal, int>();
        var gates = new ConcurrentDictionary<GateReason, int>();
        RandomHistories.Steps.Sample(
            steps =>
            {
                var subscriber = SubscriberSimulation.Of(steps);
                foreach (var e in subscriber.Events)
                    kinds.AddOrUpdate(e.Kind, 1, (_, n) => n + 1);
                foreach (var m in subscriber.Outcomes)
                {
                    refusals.AddOrUpdate(m.Decision.Refusal, 1, (_, n) => n + 1);
                    gates.AddOrUpdate(
                        Gate.MayMail(m.After, SubscriberSimulation.Topic(1), m.Act.At),
                        1,
                        (_, n) => n + 1
                    );
                }
            },
            iter: 1000
        );

        EventKind[] ofPeople = [.. Enum.GetValues<EventKind>().Where(k => k < EventKind.EvidenceErased)];
        Assert.Equal(ofPeople, kinds.Keys.Order());
        Assert.All(kinds, k => Assert.True(k.Value > 20, $"{k.Key} happened {k.Value} times"));
        Assert.Equal(Enum.GetValues<Refusal>().Except([Refusal.UnknownPerson]), refusals.Keys.Order());
        Assert.All(refusals, r => Assert.True(r.Value > 20, $"{r.Key} happened {r.Value} times"));
        Assert.Superset(
            new HashSet<GateReason>
            {
                GateReason.None,
                GateReason.NotSubscribed,
                GateReason.Pending,
                GateReason.Paused,
                GateReason.Stopped,
                GateReason.Suppressed,
                GateReason.Restricted,
            },
            gates.Keys.ToHashSet()
        );
    }
}
