using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests two nodes that change one subscriber at the same moment, hundreds of times, in either order: the result is
/// that of some serial order, and no subscriber who left is subscribed.
/// </summary>
public sealed class RaceTests
{
    private static readonly int Times = LongTests.Rounds(usual: 200, inLongTests: 1000);
    private const int AtOnce = 100;
    private const long Topic = 1;

    [DatabaseFact]
    [Trait("Requirement", "SEC-16")]
    public Task Confirming_and_leaving() =>
        RunAsync(
            revives: false,
            async (center, person) =>
            {
                await center.LeaveAsync(person.PublicId, Topic);
                await center.ChooseAsync(person.PublicId, atOnce: false, (Topic, (long)Frequency.Every));
                return (
                    Answer(center, person, Channel.ConfirmLink, asked => new Confirm(asked)),
                    center.Leave(person.PublicId, Topic)
                );
            }
        );

    [DatabaseFact]
    [Trait("Requirement", "SEC-16")]
    public Task Taking_back_and_leaving() =>
        RunAsync(
            revives: false,
            async (center, person) =>
            {
                await center.LeaveAsync(person.PublicId, Topic);
                return (
                    Answer(center, person, Channel.UndoLink, taken => new Undo(taken)),
                    center.Leave(person.PublicId)
                );
            }
        );

    [DatabaseFact]
    [Trait("Requirement", "SEC-16")]
    public Task An_import_and_leaving() =>
        RunAsync(
            revives: false,
            (center, person) =>
                Task.FromResult<(PersonChange, PersonChange)>(
                    (center.Registration(TestCenter.Address(person.Address), [Topic, 2]), center.Leave(person.PublicId))
                )
        );

    [DatabaseFact]
    [Trait("Requirement", "SEC-16")]
    public Task Two_saves() =>
        RunAsync(
            revives: true,
            (center, person) =>
                Task.FromResult(
                    (
                        center.Choose(
                            person.PublicId,
                            atOnce: true,
                            (Topic, (long)Frequency.Weekly),
                            (2, (long)Frequency.Every)
                        ),
                        center.Choose(
                            person.PublicId,
                            atOnce: true,
                            (Topic, (long)Frequency.Off),
                            (3, (long)Frequency.Daily)
                        )
                    )
                )
        );

    private static PersonChange Answer(
        TestCenter center,
        Subscriber person,
        Channel channel,
        Func<IReadOnlyList<ConsentEvent>, Change> answer
    ) =>
        new(
            PersonKey.Of(person.PublicId),
            answer([.. center.EventsOf(person.PublicId).TakeLast(1).Select(EventBytes.ToConsentEvent)]),
            center.Act(channel),
            new Evidence { Link = "mailed" }
        );

    private static async Task RunAsync(
        bool revives,
        Func<TestCenter, Subscriber, Task<(PersonChange One, PersonChange Other)>> meet
    )
    {
        await using var center = await TestCenter.NewAsync();
        using var second = center.Stored.Open();
        ChangeWriter[] nodes = [center.Writer, center.StartWriter(second)];
        var orders = new HashSet<bool>();
        for (var done = 0; done < Times; done += AtOnce)
        {
            var people = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => center.RegisterAsync()));
            var meetings = new List<(Guid Person, PersonState Before, PersonChange One, PersonChange Other)>();
            foreach (var person in people)
            {
                var (one, other) = await meet(center, person);
                meetings.Add((person.PublicId, center.Find(person.PublicId).State, one, other));
            }
            await Task.WhenAll(
                meetings.SelectMany(
                    (m, i) =>
                        i % 2 == 0
                            ? (Task<ChangeResult>[])[nodes[0].SubmitAsync(m.One), nodes[1].SubmitAsync(m.Other)]
                            : [nodes[0].SubmitAsync(m.Other), nodes[1].SubmitAsync(m.One)]
                )
            );
            foreach (var m in meetings)
                orders.Add(OneWasFirst(center, m.Person, m.Before, m.One, m.Other, revives));
        }
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
        // If only one order ever occurred, nothing was raced.
        Assert.True(orders.Count == 2 || !revives, "The two never met in both orders.");
    }

    private static bool OneWasFirst(
        TestCenter center,
        Guid id,
        PersonState before,
        PersonChange one,
        PersonChange other,
        bool revives
    )
    {
        var state = center.Find(id).State;
        var (onesFirst, othersFirst) = (After(center, before, one, other), After(center, before, other, one));
        var first = Same(state, onesFirst);
        Assert.True(first || Same(state, othersFirst), $"Neither order makes {string.Join(' ', state.Choices.Values)}");
        if (!revives)
            Assert.False(state[Topic].On && !state.Stopped, "Somebody who left is on the list.");
        return first;
    }

    private static PersonState After(TestCenter center, PersonState state, params PersonChange[] changes) =>
        changes.Aggregate(
            state,
            (now, change) =>
                Decisions
                    .Decide(now, change.Change, change.Act, center.Settings.Policy)
                    .Events.Aggregate(now, History.Apply)
        );

    private static bool Same(PersonState state, PersonState other) =>
        state.LastSeq == other.LastSeq && state.Choices.Keys.Union(other.Choices.Keys).All(a => state[a] == other[a]);
}
