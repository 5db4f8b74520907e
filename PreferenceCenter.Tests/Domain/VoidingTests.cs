using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests that a later act voids earlier wishes and undo links.</summary>
public sealed class VoidingTests
{
    private static readonly Gen<(int Start, int Count)> Range = Gen.Select(Gen.Int[0, 60], Gen.Int[1, 12]);

    [Fact]
    public void No_answer_to_a_mail_moves_what_was_touched_after_it() =>
        Gen.Select(RandomHistories.Steps, Range, Gen.Enum<MailAnswerKind>())
            .Sample(
                (steps, range, kind) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    if (subscriber.Events.Count == 0)
                        return;
                    var about = subscriber
                        .Events.Skip(range.Start % subscriber.Events.Count)
                        .Take(range.Count)
                        .ToArray();
                    var before = subscriber.State;
                    var decision = subscriber.Apply(
                        MailAnswer.To(kind, about),
                        kind == MailAnswerKind.Undo ? Channel.UndoLink : Channel.ConfirmLink
                    );
                    foreach (var later in before.Choices.Values.Where(c => c.Touched > about[^1].Seq))
                        if (
                            kind == MailAnswerKind.Undo
                            || later.Aspect is not (Aspect.Everything or Aspect.Suppression)
                        )
                            Assert.Equal(later, subscriber.State[later.Aspect]);
                    Assert.Equal(decision.Events.IsEmpty ? Refusal.Voided : Refusal.None, decision.Refusal);
                },
                iter: RandomHistories.Many,
                print: s => Invariant($"{RandomHistories.Show(s.Item1)}{s.Item2}") + s.Item3
            );

    [Theory]
    [InlineData("leave everything")]
    [InlineData("complaint")]
    [InlineData("bounce")]
    public void What_stops_everything_voids_every_older_mail_also_where_it_finds_nothing_left(string stop) =>
        Gen.Select(RandomHistories.Steps, Gen.Enum<MailAnswerKind>())
            .Sample(
                (steps, kind) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    var older = subscriber.Events.ToArray();
                    subscriber.Apply(
                        stop switch
                        {
                            "complaint" => new Suppress(SuppressionReason.Complained),
                            "bounce" => new Suppress(SuppressionReason.Bounced),
                            _ => Leave.Everything,
                        },
                        after: TimeSpan.FromMinutes(10)
                    );
                    var before = subscriber.State;
                    var decision = subscriber.Apply(
                        MailAnswer.To(kind, older),
                        kind == MailAnswerKind.Undo ? Channel.UndoLink : Channel.ConfirmLink
                    );
                    Assert.Equal(Refusal.Voided, decision.Refusal);
                    Assert.Same(before, subscriber.State);
                },
                iter: RandomHistories.Many,
                print: s => Invariant($"{RandomHistories.Show(s.Item1)}{s.Item2}")
            );

    [Fact]
    public void Leaving_a_topic_voids_every_older_mail_about_it_also_where_it_finds_nothing_left() =>
        Gen.Select(RandomHistories.Steps, RandomHistories.Topic, Gen.Bool, Gen.Enum<MailAnswerKind>())
            .Sample(
                (steps, topic, untick, kind) =>
                {
                    var subscriber = SubscriberSimulation.Of(steps);
                    var older = subscriber.Events.ToArray();
                    var output =
                        !untick
                        || subscriber.State[topic] is { On: true } or { Wish: not null } or { LeftAt: not null };
                    subscriber.Apply(
                        untick ? NewChange.Choose(topic, 0) : new Leave(topic),
                        after: TimeSpan.FromMinutes(10)
                    );
                    var before = subscriber.State[topic];
                    subscriber.Apply(
                        MailAnswer.To(kind, older),
                        kind == MailAnswerKind.Undo ? Channel.UndoLink : Channel.ConfirmLink
                    );
                    Assert.Equal(before, subscriber.State[topic]);
                    Assert.Equal(output, before.LeftAt is not null);
                },
                iter: RandomHistories.Many,
                print: s => Invariant($"{RandomHistories.Show(s.Item1)}{s.Item2}{s.Item3}{s.Item4}")
            );

    [Fact]
    public void A_confirmation_that_comes_after_leaving_says_that_it_is_void()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4, atOnce: false));
        var mail = subscriber.Latest;
        subscriber.Apply(new Leave(1), Channel.OneClick);
        Assert.Equal(Refusal.Voided, subscriber.Apply(new Confirm(mail), Channel.ConfirmLink).Refusal);
        Assert.Equal(GateReason.NotSubscribed, subscriber.Gate(1));
    }

    [Fact]
    public void An_undo_that_comes_after_the_same_leave_by_another_mail_is_void()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 4), Channel.MailedPage);
        subscriber.Apply(new Leave(1));
        var mail = subscriber.Latest;
        subscriber.Apply(new Leave(1), Channel.OneClick, after: TimeSpan.FromDays(3));
        Assert.Equal(EventKind.Repeated, Assert.Single(subscriber.Latest).Kind);
        Assert.Equal(Refusal.Voided, subscriber.Apply(new Undo(mail), Channel.UndoLink).Refusal);
    }

    [Fact]
    public void A_topic_left_once_more_after_leaving_everything_stays_away_when_the_stop_is_undone()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose((1, 4), (2, 4)), Channel.MailedPage);
        subscriber.Apply(Leave.Everything);
        var mail = subscriber.Latest;
        subscriber.Apply(new Leave(1), Channel.OneClick, after: TimeSpan.FromMinutes(1));
        subscriber.Apply(new Undo(mail), Channel.UndoLink);
        Assert.Equal((GateReason.NotSubscribed, GateReason.None), (subscriber.Gate(1), subscriber.Gate(2)));
    }

    [Fact]
    public void A_wish_made_anew_for_something_else_voids_the_older_confirmation()
    {
        var subscriber = new SubscriberSimulation();
        subscriber.Apply(NewChange.Choose(1, 1, atOnce: false));
        var mail = subscriber.Latest;
        subscriber.Apply(NewChange.Choose(1, 4, atOnce: false));
        Assert.Equal(Refusal.Voided, subscriber.Apply(new Confirm(mail), Channel.ConfirmLink).Refusal);
        Assert.Equal(Refusal.None, subscriber.Apply(new Confirm([subscriber.Events[^1]]), Channel.ConfirmLink).Refusal);
        Assert.Equal(4, subscriber.State[1].Value);
    }

    [Fact]
    public void An_answer_to_nothing_is_void()
    {
        var subscriber = new SubscriberSimulation();
        foreach (var kind in Enum.GetValues<MailAnswerKind>())
            Assert.Equal(Refusal.Voided, subscriber.Apply(MailAnswer.To(kind, []), Channel.UndoLink).Refusal);
    }
}
