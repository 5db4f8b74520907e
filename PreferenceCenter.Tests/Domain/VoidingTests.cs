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
        Gen.Select(Lives.Steps, Range, Gen.Enum<AnswerKind>())
            .Sample(
                (steps, range, kind) =>
                {
                    var life = Life.Of(steps);
                    if (life.Events.Count == 0)
                        return;
                    var about = life.Events.Skip(range.Start % life.Events.Count).Take(range.Count).ToArray();
                    var before = life.State;
                    var decision = life.Live(
                        Answer.To(kind, about),
                        kind == AnswerKind.Undo ? Channel.UndoLink : Channel.ConfirmLink
                    );
                    foreach (var later in before.Choices.Values.Where(c => c.Touched > about[^1].Seq))
                        if (kind == AnswerKind.Undo || later.Aspect is not (Aspect.Everything or Aspect.Suppression))
                            Assert.Equal(later, life.State[later.Aspect]);
                    Assert.Equal(decision.Events.IsEmpty ? Refusal.Voided : Refusal.None, decision.Refusal);
                },
                iter: Lives.Many,
                print: s => Lives.Show(s.Item1) + s.Item2 + s.Item3
            );

    [Theory]
    [InlineData("leave everything")]
    [InlineData("complaint")]
    [InlineData("bounce")]
    public void What_stops_everything_voids_every_older_mail_also_where_it_finds_nothing_left(string stop) =>
        Gen.Select(Lives.Steps, Gen.Enum<AnswerKind>())
            .Sample(
                (steps, kind) =>
                {
                    var life = Life.Of(steps);
                    var older = life.Events.ToArray();
                    life.Live(
                        stop switch
                        {
                            "complaint" => new Suppress(SuppressionReason.Complained),
                            "bounce" => new Suppress(SuppressionReason.Bounced),
                            _ => Leave.Everything,
                        },
                        after: TimeSpan.FromMinutes(10)
                    );
                    var before = life.State;
                    var decision = life.Live(
                        Answer.To(kind, older),
                        kind == AnswerKind.Undo ? Channel.UndoLink : Channel.ConfirmLink
                    );
                    Assert.Equal(Refusal.Voided, decision.Refusal);
                    Assert.Same(before, life.State);
                },
                iter: Lives.Many,
                print: s => Lives.Show(s.Item1) + s.Item2
            );

    [Fact]
    public void Leaving_a_topic_voids_every_older_mail_about_it_also_where_it_finds_nothing_left() =>
        Gen.Select(Lives.Steps, Lives.Topic, Gen.Bool, Gen.Enum<AnswerKind>())
            .Sample(
                (steps, topic, untick, kind) =>
                {
                    var life = Life.Of(steps);
                    var older = life.Events.ToArray();
                    var said =
                        !untick || life.State[topic] is { On: true } or { Wish: not null } or { LeftAt: not null };
                    life.Live(untick ? Says.Choose(topic, 0) : new Leave(topic), after: TimeSpan.FromMinutes(10));
                    var before = life.State[topic];
                    life.Live(Answer.To(kind, older), kind == AnswerKind.Undo ? Channel.UndoLink : Channel.ConfirmLink);
                    Assert.Equal(before, life.State[topic]);
                    Assert.Equal(said, before.LeftAt is not null);
                },
                iter: Lives.Many,
                print: s => Lives.Show(s.Item1) + s.Item2 + s.Item3 + s.Item4
            );

    [Fact]
    public void A_confirmation_that_comes_after_leaving_says_that_it_is_void()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 4, atOnce: false));
        var mail = life.Latest;
        life.Live(new Leave(1), Channel.OneClick);
        Assert.Equal(Refusal.Voided, life.Live(new Confirm(mail), Channel.ConfirmLink).Refusal);
        Assert.Equal(GateReason.NotSubscribed, life.Gate(1));
    }

    [Fact]
    public void An_undo_that_comes_after_the_same_leave_by_another_mail_is_void()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 4), Channel.MailedPage);
        life.Live(new Leave(1));
        var mail = life.Latest;
        life.Live(new Leave(1), Channel.OneClick, after: TimeSpan.FromDays(3));
        Assert.Equal(EventKind.Repeated, Assert.Single(life.Latest).Kind);
        Assert.Equal(Refusal.Voided, life.Live(new Undo(mail), Channel.UndoLink).Refusal);
    }

    [Fact]
    public void A_topic_left_once_more_after_leaving_everything_stays_away_when_the_stop_is_undone()
    {
        var life = new Life();
        life.Live(Says.Choose((1, 4), (2, 4)), Channel.MailedPage);
        life.Live(Leave.Everything);
        var mail = life.Latest;
        life.Live(new Leave(1), Channel.OneClick, after: TimeSpan.FromMinutes(1));
        life.Live(new Undo(mail), Channel.UndoLink);
        Assert.Equal((GateReason.NotSubscribed, GateReason.None), (life.Gate(1), life.Gate(2)));
    }

    [Fact]
    public void A_wish_made_anew_for_something_else_voids_the_older_confirmation()
    {
        var life = new Life();
        life.Live(Says.Choose(1, 1, atOnce: false));
        var mail = life.Latest;
        life.Live(Says.Choose(1, 4, atOnce: false));
        Assert.Equal(Refusal.Voided, life.Live(new Confirm(mail), Channel.ConfirmLink).Refusal);
        Assert.Equal(Refusal.None, life.Live(new Confirm([life.Events[^1]]), Channel.ConfirmLink).Refusal);
        Assert.Equal(4, life.State[1].Value);
    }

    [Fact]
    public void An_answer_to_nothing_is_void()
    {
        var life = new Life();
        foreach (var kind in Enum.GetValues<AnswerKind>())
            Assert.Equal(Refusal.Voided, life.Live(Answer.To(kind, []), Channel.UndoLink).Refusal);
    }
}
