using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests over random histories what a merge of topic 1 into topic 2 makes of a person.</summary>
[Trait("Requirement", "CON-02")]
public sealed class MergeTopicTests
{
    private const long Gone = 1,
        Kept = 2;

    [Fact]
    public void Nobody_ends_on_the_survivor_without_a_yes_to_it_and_nobody_who_left_either_is_on_it()
    {
        var met = new int[5];
        Gen.Select(RandomHistories.Steps, RandomHistories.Steps, Gen.Bool)
            .Sample(
                (before, after, mayAsk) =>
                {
                    var person = SubscriberSimulation.Of(before);
                    var was = person.State;
                    var merged = person.Apply(Step(mayAsk));
                    var (gone, kept) = (was[Gone], was[Kept]);
                    var (left, leftKept) = (HasLeft(gone), HasLeft(kept));
                    Assert.Equal(kept.On && !left, person.State[Kept].On);
                    Assert.DoesNotContain(merged.Events, e => e.IsGrant);
                    // The other topics, and the whole, stay as they are.
                    Assert.All(
                        was.Choices.Values.Where(c => c.Aspect is not (Gone or Kept)),
                        c => Assert.Equal(c, person.State[c.Aspect])
                    );
                    var waits = gone.On && merged.Events.IsEmpty;
                    Assert.True(!waits || was.IsHeld(person.Now));
                    if (!merged.Waiting.IsEmpty)
                    {
                        Assert.True(mayAsk && gone.On && kept is { On: false, Wish: null, LeftAt: null } && !left);
                        Assert.True(!was.IsHeld(person.Now) && !was.Stopped);
                        Assert.Equal(LawfulBasis.Consent, gone.Grant!.Basis);
                    }
                    // Once: a second time finds nothing, unless it has to wait.
                    Assert.Empty(person.Apply(Step(mayAsk)).Events);
                    // Whoever is asked is on it by their own answer alone.
                    if (!merged.Waiting.IsEmpty)
                    {
                        var asked = merged.Events.Where(e => e.Kind == EventKind.Requested).ToArray();
                        Assert.False(person.State[Kept].On);
                        person.Apply(new Confirm(asked), Channel.ConfirmLink);
                        Assert.True(person.State[Kept].On);
                        Assert.Equal(EventKind.Confirmed, person.State[Kept].Grant!.Kind);
                    }
                    Count(met, 0, kept.On && !left && gone.On);
                    Count(met, 1, !merged.Waiting.IsEmpty);
                    Count(met, 2, left && kept.On);
                    Count(met, 3, leftKept && gone.On);
                    Count(met, 4, waits);
                    foreach (var step in after)
                        person.Apply(step);
                },
                iter: 6 * RandomHistories.Many
            );
        Assert.All(met, times => Assert.True(times > 0, string.Join(' ', met)));
    }

    [Fact]
    public void Only_the_program_itself_merges()
    {
        var person = new SubscriberSimulation();
        person.Apply(
            new PreferenceCenter.Domain.Assert(new Dictionary<long, long> { [Gone] = 4 }),
            Channel.Import,
            ActorKind.Operator
        );
        foreach (var channel in Enum.GetValues<Channel>())
            Assert.Equal(
                channel == Channel.System ? Refusal.None : Refusal.Invalid,
                Decisions
                    .Decide(person.State, Change(true), Act.By(Actor.System, channel, person.Now), Policy.Default)
                    .Refusal
            );
    }

    private static void Count(int[] met, int what, bool happened)
    {
        if (happened)
            Interlocked.Increment(ref met[what]);
    }

    private static bool HasLeft(Choice choice) => !choice.On && choice.LeftAt is not null;

    private static Step Step(bool mayAsk) =>
        new(
            TimeSpan.FromSeconds(1),
            new FixedRequest(Change(mayAsk)),
            Channel.System,
            ActorKind.System,
            LawfulBasis.None
        );

    private static MergeTopic Change(bool mayAsk) =>
        new(
            SubscriberSimulation.Topic(Gone, TopicState.Archived) with
            {
                Notice = new TopicNotice(3, []),
            },
            SubscriberSimulation.Topic(Kept) with
            {
                Notice = new TopicNotice(3, []),
            },
            mayAsk,
            Waits: false
        );
}
