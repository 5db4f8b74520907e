using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Replay;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger.Journal;

/// <summary>
/// Tests yesterday's database beside today's journal: it must not be used until the missing changes are replayed.
/// </summary>
[Trait("Requirement", "ERA-08")]
public sealed class JournalReplayTests
{
    private const long News = 1,
        Events = 2;

    /// <summary>Creates subscribers, saves the database as of yesterday, and applies later changes.</summary>
    private static async Task<(JournalRig Rig, Guid[] People, byte[] Yesterday)> LiveAsync(
        int count,
        Func<JournalRig, ChangeWriter, Guid[], Task> since
    )
    {
        var rig = await JournalRig.NewAsync();
        var writer = rig.StartWriter();
        var people = await Task.WhenAll(
            Enumerable.Range(0, count).Select(_ => JournalKeeperTests.RegisterAsync(rig, writer, News, Events))
        );
        var yesterday = await rig.BackUpAsync();
        rig.Center.Clock.Advance(TimeSpan.FromHours(20));
        await since(rig, rig.StartWriter(), people);
        await rig.StopAsync();
        return (rig, people, yesterday);
    }

    private static bool IsOn(JournalRig rig, Guid person, long topic) =>
        Gate.MayMail(
            rig.Center.Find(person).State,
            new Topic(topic, "t", TopicState.Published, false, []),
            rig.Center.Now
        ) == GateReason.None;

    private static void AssertSound(JournalRig rig)
    {
        Assert.Null(rig.Check().Fault());
        Assert.Null(rig.Center.Verify().Bad);
        Assert.Empty(rig.Center.Rebuild());
        // The journal has the events of the present log beside those of the earlier one.
        Assert.Empty(JournalKeeperTests.LastingIn(rig).Except(rig.Reduced.Select(l => l.ToString())));
    }

    /// <summary>Since the backup the events were merged into the news.</summary>
    [Fact]
    public async Task Whoever_left_by_the_name_of_a_merged_topic_has_left_it_before_the_merge_too()
    {
        var (rig, people, yesterday) = await LiveAsync(
            2,
            async (rig, writer, people) =>
            {
                await writer.SubmitAsync(
                    new PersonChange(
                        PersonKey.Of(people[0]),
                        Leave.Of(Events, News),
                        rig.Center.Act(Channel.OneClick),
                        new Evidence()
                    )
                );
                // What the program takes over is no opt-out.
                var merge = new MergeTopic(
                    new Topic(Events, "events", TopicState.Archived, false, []),
                    new Topic(News, "news", TopicState.Published, false, []),
                    MayAsk: false,
                    Waits: false
                );
                await writer.SubmitAsync(
                    new PersonChange(
                        PersonKey.Of(people[1]),
                        merge,
                        Act.By(Actor.System, Channel.System, rig.Center.Now),
                        new Evidence()
                    )
                );
                Assert.False(rig.Center.Find(people[1]).State[Events].On);
            }
        );
        await using var restored = await rig.RestoreAsync(yesterday);
        Assert.Equal(1, (await restored.ReplayAsync())!.Applied);
        Assert.Equal(
            [false, false, true, true],
            people.SelectMany(person => new[] { IsOn(restored, person, News), IsOn(restored, person, Events) })
        );
        AssertSound(restored);
        await rig.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_left_since_has_left_at_their_own_time_and_the_others_have_not()
    {
        var left = default(DateTimeOffset);
        var (rig, people, yesterday) = await LiveAsync(
            6,
            async (rig, writer, people) =>
            {
                left = rig.Center.Now;
                await writer.SubmitAsync(rig.Center.Leave(people[0]));
                await writer.SubmitAsync(rig.Center.Leave(people[1], News));
                await writer.SubmitAsync(
                    rig.Center.Choose(
                        people[2],
                        false,
                        (News, 1),
                        (Aspect.Profiling, 1),
                        (Aspect.Tracking, 1),
                        (Aspect.Pause, rig.Center.Now.AddDays(90).ToUnixTimeSeconds())
                    )
                );
                await writer.SubmitAsync(
                    new PersonChange(
                        PersonKey.Of(people[3]),
                        new Suppress(SuppressionReason.Complained),
                        rig.Center.Act(Channel.Mailbox),
                        new Evidence()
                    )
                );
            }
        );
        await using var first = rig;
        await using var restored = await rig.RestoreAsync(yesterday);
        Assert.Contains("older than its journal", restored.Check().Fault(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<StaleDatabaseException>(() => restored.StartStaleAsync());

        Assert.Equal(new ReplayResult(4, 0, 0), await restored.ReplayAsync());
        AssertSound(restored);
        var state = restored.Center.Find(people[0]).State;
        Assert.True(state.Stopped);
        Assert.Equal(left, state[Aspect.Everything].LeftAt);
        Assert.Equal((false, true), (IsOn(restored, people[1], News), IsOn(restored, people[1], Events)));
        Assert.Equal((true, true), (IsOn(restored, people[4], News), IsOn(restored, people[5], Events)));
        var chosen = restored.Center.Find(people[2]).State;
        Assert.Equal(
            (1L, Profiling.Objected, TrackingConsent.Denied),
            (chosen[News].Value, chosen.Profiling, chosen.Tracking)
        );
        Assert.NotNull(chosen.PausedUntil(restored.Center.Now));
        Assert.Equal(SuppressionReason.Complained, restored.Center.Find(people[3]).State.Suppression);
        // Recorded for what it is, and no mail is sent about it again.
        var replayed = restored.Center.EventsOf(people[0]).Last(e => e.Kind == EventKind.Stopped);
        Assert.Equal((Channel.Command, ActorKind.Operator), (replayed.Channel, replayed.ActorKind));
        Assert.Empty(restored.Center.Outbox());
        using var raw = restored.Center.Raw();
        Assert.Equal(4L, raw.Scalar<long>("""SELECT "Value" FROM "LedgerEvents" WHERE "Kind" = 71"""));
        Assert.Contains(
            "journal replay",
            System.Text.Encoding.UTF8.GetString(
                raw.Scalar<byte[]>(
                    """SELECT "Content" FROM "Evidence" WHERE "Position" <= @p0 AND "Position" + "Count" > @p0""",
                    replayed.Position
                )
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_was_already_in_the_backup_is_not_told_again_nor_a_return_taken_back()
    {
        await using var rig = await JournalRig.NewAsync();
        var writer = rig.StartWriter();
        var person = await JournalKeeperTests.RegisterAsync(rig, writer, News, Events);
        await writer.SubmitAsync(rig.Center.Leave(person, News));
        rig.Center.Clock.Advance(TimeSpan.FromHours(1));
        await writer.SubmitAsync(rig.Center.Choose(person, true, (News, 4)));
        await rig.BackUpAsync();
        // A crash between commit and journal: the newest mark is older than the backup.
        await rig.Center.LeaveAsync(person, Events);
        var backup = await rig.Center.ToBytesAsync();
        await rig.StartWriter().SubmitAsync(rig.Center.Leave(RandomId.New(), 9));
        await rig.StopAsync();
        await JournalKeeperTests.RegisterAsync(rig, rig.StartWriter());
        await rig.StopAsync();

        await using var restored = await rig.RestoreAsync(backup);
        Assert.Equal(new ReplayResult(0, 1, GivenUp: 2), await restored.ReplayAsync());
        Assert.Equal((true, false), (IsOn(restored, person, News), IsOn(restored, person, Events)));
        AssertSound(restored);
    }

    [Fact]
    public async Task Again_it_changes_nothing_also_when_it_was_stopped_half_way()
    {
        var (rig, people, yesterday) = await LiveAsync(
            600,
            (rig, writer, people) => Task.WhenAll(people[..500].Select(p => writer.SubmitAsync(rig.Center.Leave(p))))
        );
        await using var first = rig;
        await using var restored = await rig.RestoreAsync(yesterday);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => restored.ReplayAsync(stopAtOnce: true));
        var some = people.Count(p => restored.Center.Find(p).State.Stopped);
        Assert.InRange(some, 1, 499);
        Assert.NotNull(restored.Check().Fault());
        await Assert.ThrowsAsync<StaleDatabaseException>(() => restored.StartStaleAsync());

        Assert.Equal(500 - some, (await restored.ReplayAsync())!.Applied);
        Assert.All(people, (p, i) => Assert.Equal(i < 500, restored.Center.Find(p).State.Stopped));
        Assert.All(people[..500], p => Assert.Single(restored.Center.EventsOf(p), e => e.Kind == EventKind.Stopped));
        AssertSound(restored);
        var events = restored.Center.Verify().Events;
        Assert.Null(await restored.ReplayAsync());
        Assert.Equal(events, restored.Center.Verify().Events);
    }

    [Fact]
    public async Task A_database_that_was_restored_and_went_on_is_older_too_and_keeps_what_happened_in_it()
    {
        var (rig, people, yesterday) = await LiveAsync(
            4,
            (rig, writer, people) => writer.SubmitAsync(rig.Center.Leave(people[0]))
        );
        await using var first = rig;
        await using var restored = await rig.RestoreAsync(yesterday);
        // Written by a version without a journal; its log is now longer than the journal's.
        for (var i = 0; i < 20; i++)
            await restored.Center.Writer.SubmitAsync(restored.Center.AdminEvent(i));
        await restored.Center.LeaveAsync(people[1]);
        await restored.Center.StopAsync();
        Assert.Contains("another than the journal saw", restored.Check().Fault(), StringComparison.Ordinal);

        Assert.Equal(1, (await restored.ReplayAsync())!.Applied);
        Assert.Equal([true, true, false, false], people.Select(p => restored.Center.Find(p).State.Stopped));
        AssertFound(restored, people[1]);
        // Restored once more to yesterday, with the journal of both.
        await using var again = await restored.RestoreAsync(yesterday);
        await again.ReplayAsync();
        Assert.Equal([true, true, false, false], people.Select(p => again.Center.Find(p).State.Stopped));
        Assert.Null(again.Check().Fault());
    }

    private static void AssertFound(JournalRig rig, Guid person)
    {
        Assert.Null(rig.Check().Fault());
        Assert.Contains(rig.Reduced, l => l.Person == person);
    }

    [Fact]
    [Trait("Requirement", "UNS-13")]
    public async Task Who_came_and_left_since_is_unknown_and_stays_out_when_they_appear()
    {
        Guid newcomer = default,
            objector = default,
            unknown = RandomId.New();
        var (rig, _, yesterday) = await LiveAsync(
            1,
            async (rig, writer, _) =>
            {
                newcomer = await JournalKeeperTests.RegisterAsync(rig, writer, News, Events);
                objector = await JournalKeeperTests.RegisterAsync(rig, writer, News, Events);
                await writer.SubmitAsync(rig.Center.Leave(newcomer, News));
                await writer.SubmitAsync(rig.Center.Choose(objector, false, (Aspect.Profiling, 1)));
                await writer.SubmitAsync(rig.Center.Leave(unknown));
            }
        );
        await using var first = rig;
        await using var restored = await rig.RestoreAsync(yesterday);
        Assert.Equal(new ReplayResult(0, 3, 0), await restored.ReplayAsync());
        var writer = restored.StartWriter();
        foreach (var id in (Guid[])[newcomer, objector, unknown])
            await writer.SubmitAsync(
                restored.Center.Registration(TestCenter.Address($"{id:N}@example.org"), [News, Events], id)
            );
        await restored.StopAsync();
        Assert.Equal((false, true), (IsOn(restored, newcomer, News), IsOn(restored, newcomer, Events)));
        Assert.Equal(Profiling.Objected, restored.Center.Find(objector).State.Profiling);
        Assert.True(restored.Center.Find(unknown).State.Stopped);
        AssertSound(restored);
    }

    [Fact]
    [Trait("Requirement", "UNS-13")]
    public async Task A_stranger_who_left_in_a_quiet_hour_is_missed_too()
    {
        var unknown = RandomId.New();
        var (rig, _, yesterday) = await LiveAsync(
            1,
            (rig, writer, _) => writer.SubmitAsync(rig.Center.Leave(unknown, News))
        );
        await using var first = rig;
        await using var restored = await rig.RestoreAsync(yesterday);
        Assert.NotNull(restored.Check().Fault());
        await restored.ReplayAsync();
        Assert.Null(restored.Check().Fault());
        using var raw = restored.Center.Raw();
        Assert.Equal(1, raw.Count("UnclaimedLeaves"));
    }

    [Fact]
    public async Task Mails_that_waited_in_the_backup_are_given_up_and_later_changes_are_told()
    {
        await using var rig = await JournalRig.NewAsync();
        var person = await JournalKeeperTests.RegisterAsync(rig, rig.StartWriter(), News, Events);
        await rig.StopAsync();
        await rig.StartWriter().SubmitAsync(rig.Center.Leave(person, News));
        var backup = await rig.BackUpAsync();
        await rig.StartWriter().SubmitAsync(rig.Center.Leave(person, Events));
        await rig.StopAsync();
        await using var restored = await rig.RestoreAsync(backup, minutesLater: 0);
        Assert.Equal(1, (await restored.ReplayAsync())!.GivenUp);
        Assert.Equal([(MailState.Dead, "restored")], restored.Center.Outbox().Select(o => (o.State, o.LastError!)));
        // Within the window opened by the lost mail.
        await restored.StartWriter().SubmitAsync(restored.Center.Choose(person, true, (News, 4)));
        await restored.StopAsync();
        Assert.Equal([MailState.Dead, MailState.Waiting], restored.Center.Outbox().Select(o => o.State));
    }

    [Fact]
    public async Task An_older_undo_is_void_after_it()
    {
        var (rig, people, yesterday) = await LiveAsync(
            1,
            async (rig, writer, people) =>
            {
                await writer.SubmitAsync(rig.Center.Leave(people[0], News));
                rig.Center.Clock.Advance(TimeSpan.FromHours(1));
                await writer.SubmitAsync(rig.Center.Leave(people[0], News));
            }
        );
        await using var first = rig;
        await using var restored = await rig.RestoreAsync(yesterday);
        await restored.ReplayAsync();
        Assert.Equal(
            [EventKind.Withdrawn, EventKind.Repeated],
            restored.Center.EventsOf(people[0]).Skip(2).Select(e => e.Kind)
        );
        AssertSound(restored);
    }
}
