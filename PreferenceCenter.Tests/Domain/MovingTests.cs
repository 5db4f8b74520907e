using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>
/// Tests that a change of address carries over what was left and adds nothing; nor does a merge or its undo (SEC-22).
/// </summary>
public sealed class MovingTests
{
    private static readonly Gen<(Step[] Mine, Step[] Theirs)> Two = Gen.Select(
        RandomHistories.Steps,
        RandomHistories.Steps,
        (mine, theirs) => (mine, theirs)
    );
    private static readonly Gen<(Step[] Mine, Step[] Theirs, Step[] Since)> Three = Gen.Select(
        RandomHistories.Steps,
        RandomHistories.Steps,
        RandomHistories.Step.Array[0, 12],
        (mine, theirs, since) => (mine, theirs, since)
    );

    [Fact]
    [Trait("Requirement", "SEC-22")]
    [Trait("Requirement", "CON-01")]
    public void Whatever_was_left_by_either_stays_left_and_nothing_is_granted() =>
        Two.Sample(
            two =>
            {
                var (mine, theirs) = (SubscriberSimulation.Of(two.Mine), SubscriberSimulation.Of(two.Theirs));
                var (before, other) = (mine.State, theirs.State);
                var decision = Move(mine, other);
                var after = mine.State;
                Assert.DoesNotContain(decision.Events, e => e.IsGrant);
                AssertNoMore(before, after);
                foreach (var topic in RandomHistories.Topics)
                {
                    if (other[topic] is { On: false, LeftAt: not null })
                        Assert.False(after[topic].On);
                    if (other[topic].On)
                        Assert.True(after[topic].Value <= other[topic].Value);
                    if (
                        before[topic].On
                        && !other[topic].On
                        && other[topic].LeftAt is null
                        && !other.Stopped
                        && other.Suppression != SuppressionReason.Complained
                    )
                        Assert.True(
                            after[topic].On || other[Aspect.Suppression].Value >= (long)SuppressionReason.Complained
                        );
                    if (other.KeepsOthersFrom(topic) || before.KeepsOthersFrom(topic))
                        Assert.True(after[topic].On || after.KeepsOthersFrom(topic));
                    Assert.Null(after[topic].Wish);
                }
                if (other.Stopped)
                    Assert.True(after.Stopped);
                if (other.Restricted)
                    Assert.True(after.Restricted);
                if (other.Tracking == TrackingConsent.Denied)
                    Assert.Equal(TrackingConsent.Denied, after.Tracking);
                if (other.Profiling == Profiling.Objected)
                    Assert.Equal(Profiling.Objected, after.Profiling);
                Assert.True(after.Suppression >= other.Suppression);
                if (before.Suppression >= SuppressionReason.Complained)
                    Assert.True(after.Suppression >= before.Suppression);
                if (other.PausedUntil(mine.Now) is { } until)
                    Assert.True(after.PausedUntil(mine.Now) >= until);
            },
            iter: RandomHistories.Many,
            print: t => $"mine\n{RandomHistories.Show(t.Mine)}\ntheirs\n{RandomHistories.Show(t.Theirs)}"
        );

    [Fact]
    [Trait("Requirement", "SEC-22")]
    public void The_way_back_brings_what_held_and_nothing_that_was_left_or_added_since() =>
        Three.Sample(
            three =>
            {
                var (mine, theirs) = (SubscriberSimulation.Of(three.Mine), SubscriberSimulation.Of(three.Theirs));
                var before = mine.State;
                var change = Move(mine, theirs.State).Events;

                foreach (var step in three.Since)
                    mine.Apply(step);
                ConsentEvent[] since = [.. mine.Events.Where(e => e.Seq > change[^1].Seq)];
                var left = RandomHistories
                    .Topics.Where(t =>
                        since.Any(e =>
                            e.Kind is EventKind.Withdrawn or EventKind.Stopped
                            && History.Touches(e, t)
                            && (e.Aspect == t || e.Aspect == Aspect.Everything)
                        )
                    )
                    .ToHashSet();
                var back = mine.Apply(
                    new TakeBackAddress([.. mine.Events], change[0].Seq, change[^1].Seq),
                    Channel.UndoLink
                );
                Assert.Equal(Refusal.None, back.Refusal);
                var after = mine.State;
                AssertNoMore(before, after);
                foreach (var topic in RandomHistories.Topics)
                {
                    if (left.Contains(topic))
                        Assert.False(after[topic].On);
                    else if (
                        before[topic].On
                        && after[topic].Grant?.Seq == before[topic].Grant!.Seq
                        && !after.Stopped
                        && since.All(e =>
                            e.Aspect != topic && e.Kind != EventKind.Suppressed && e.Kind != EventKind.Repeated
                        )
                    )
                        Assert.Equal(before[topic].Value, after[topic].Value);
                    if (after[topic].On)
                        Assert.Equal(before[topic].Grant, after[topic].Grant);
                }
                if (before.Stopped)
                    Assert.True(after.Stopped);
                if (before.Restricted)
                    Assert.True(after.Restricted);
                Assert.True(after.Suppression >= before.Suppression);
                if (since.Length == 0)
                {
                    Assert.Equal(
                        (before.Stopped, before.Restricted, before.Suppression),
                        (after.Stopped, after.Restricted, after.Suppression)
                    );
                    Assert.All(
                        RandomHistories.Topics,
                        t =>
                            Assert.Equal(
                                (before[t].Value, before[t].LeftAt is null),
                                (after[t].Value, after[t].LeftAt is null)
                            )
                    );
                    Assert.Equal(before[Aspect.Pause].Value, after[Aspect.Pause].Value);
                }
            },
            iter: RandomHistories.Many,
            print: t =>
                $"mine\n{RandomHistories.Show(t.Mine)}\ntheirs\n{RandomHistories.Show(t.Theirs)}\nsince\n{RandomHistories.Show(t.Since)}"
        );

    [Fact]
    [Trait("Requirement", "SEC-22")]
    public void Who_parts_again_has_what_they_had_less_what_was_left_since() =>
        Two.Sample(
            two =>
            {
                var (theirs, since) = (SubscriberSimulation.Of(two.Mine), SubscriberSimulation.Of(two.Theirs));
                var before = theirs.State;
                theirs.Apply(new MergeInto(7), Channel.ConfirmLink);
                Assert.All(RandomHistories.Topics, t => Assert.Equal(GateReason.Unknown, theirs.Gate(t)));
                theirs.Apply(new Unmerge(since.Events), Channel.System, ActorKind.System);
                Assert.Equal(0, theirs.State.MergedInto);
                AssertNoMore(before, theirs.State);
                foreach (var topic in RandomHistories.Topics)
                    if (since.Events.Any(e => e.Kind == EventKind.Withdrawn && e.Aspect == topic))
                        Assert.False(theirs.State[topic].On);
                    else if (since.Events.Count == 0)
                        Assert.Equal(before[topic].Value, theirs.State[topic].Value);
            },
            iter: RandomHistories.Many,
            print: t => $"theirs\n{RandomHistories.Show(t.Mine)}\nsince\n{RandomHistories.Show(t.Theirs)}"
        );

    [Fact]
    [Trait("Requirement", "SEC-20")]
    public void Only_the_mailbox_itself_moves_and_takes_back()
    {
        var subscriber = SubscriberSimulation.Of([]);
        subscriber.Apply(new Choose(new Dictionary<long, long> { [1] = 4 }, AddsAtOnce: true), Channel.MailedPage);
        foreach (var channel in Enum.GetValues<Channel>().Except([Channel.ConfirmLink]))
            Assert.Equal(Refusal.Invalid, subscriber.Apply(new MoveAddress(null, false), channel).Refusal);
        Assert.Equal(
            Refusal.Invalid,
            subscriber.Apply(new MoveAddress(null, false), Channel.ConfirmLink, ActorKind.Staff).Refusal
        );
        foreach (var channel in Enum.GetValues<Channel>().Except([Channel.UndoLink]))
            Assert.Equal(Refusal.Invalid, subscriber.Apply(new TakeBackAddress([], 1, 1), channel).Refusal);
    }

    [Fact]
    [Trait("Requirement", "SEC-22")]
    public void A_wish_and_an_undo_of_before_are_void()
    {
        var subscriber = SubscriberSimulation.Of([]);
        subscriber.Apply(new Choose(new Dictionary<long, long> { [1] = 4 }, AddsAtOnce: true), Channel.MailedPage);
        var left = subscriber.Apply(new Leave(1), Channel.OneClick).Events;
        var asked = subscriber.Apply(new Choose(new Dictionary<long, long> { [2] = 4 }, AddsAtOnce: false)).Events;
        subscriber.Apply(new MoveAddress(null, false), Channel.ConfirmLink);
        Assert.Equal(Refusal.Voided, subscriber.Apply(new Undo(left), Channel.UndoLink).Refusal);
        Assert.Equal(Refusal.Voided, subscriber.Apply(new Confirm(asked), Channel.ConfirmLink).Refusal);
    }

    private static Decision Move(SubscriberSimulation subscriber, PersonState other)
    {
        var decision = subscriber.Apply(new MoveAddress(other, WasErased: false), Channel.ConfirmLink);
        Assert.Equal(Refusal.None, decision.Refusal);
        return decision;
    }

    private static void AssertNoMore(PersonState before, PersonState after)
    {
        foreach (var topic in (long[])[.. RandomHistories.Topics, RandomHistories.NeverNamed])
            Assert.True(after[topic].Value <= before[topic].Value, $"topic {topic}");
        Assert.True(after.Tracking != TrackingConsent.Granted || before.Tracking == TrackingConsent.Granted);
        Assert.True(after.Profiling != Profiling.Allowed || before.Profiling == Profiling.Allowed);
        if (before.Stopped)
            Assert.True(after.Stopped);
    }
}
