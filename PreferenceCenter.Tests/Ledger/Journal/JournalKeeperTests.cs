using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger.Journal;

/// <summary>Tests the journal of reductions that a running writer keeps.</summary>
[Trait("Requirement", "ERA-08")]
public sealed class JournalKeeperTests
{
    [Fact]
    public async Task What_takes_away_is_written_and_what_gives_is_not()
    {
        await using var rig = await JournalRig.NewAsync();
        var (center, writer) = (rig.Center, rig.StartWriter());
        var person = await RegisterAsync(rig, writer);
        await writer.SubmitAsync(
            center.Choose(person, true, (2, 4), (Aspect.Tracking, 2), (Aspect.Language, Languages.ToValue("de")))
        );
        await writer.SubmitAsync(
            center.Choose(
                person,
                false,
                (1, 1),
                (Aspect.Tracking, 1),
                (Aspect.Profiling, 1),
                (Aspect.Pause, center.Now.AddDays(30).ToUnixTimeSeconds())
            )
        );
        await writer.SubmitAsync(center.Leave(person, 1));
        await writer.SubmitAsync(center.Leave(person));
        await writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(person),
                new Suppress(SuppressionReason.Bounced),
                center.Act(Channel.Mailbox),
                new Evidence()
            )
        );
        await rig.StopAsync();

        (EventKind, long)[] expected =
        [
            (EventKind.Withdrawn, Aspect.Tracking),
            (EventKind.Withdrawn, Aspect.Profiling),
            (EventKind.Changed, Aspect.Pause),
            (EventKind.Changed, 1),
            (EventKind.Withdrawn, 1),
            (EventKind.Stopped, Aspect.Everything),
            (EventKind.Withdrawn, 2),
            (EventKind.Suppressed, Aspect.Suppression),
        ];
        Assert.Equal(expected.Order(), rig.Reduced.Select(l => (l.Kind, l.Aspect)).Order());
        Assert.All(rig.Reduced, line => Assert.Equal(person, line.Person));
        AssertFollowsTheLog(rig);
    }

    [Fact]
    public async Task No_address_name_or_network_of_anybody_is_in_it()
    {
        await using var rig = await JournalRig.NewAsync();
        var writer = rig.StartWriter();
        await writer.SubmitAsync(rig.Center.Registration(TestCenter.Address("canary-in-a-mine@example.org"), [1]));
        var person = rig
            .Center.People.Find(PersonKey.Of(TestCenter.Address("canary-in-a-mine@example.org")))!
            .Subscriber;
        await writer.SubmitAsync(rig.Center.Leave(person.PublicId));
        await writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(person.PublicId),
                new GiveReason(0, LeaveReason.Other),
                rig.Center.Act(Channel.UnsubscribePage),
                new Evidence { Comment = "canary" }
            )
        );
        await rig.StopAsync();
        Assert.NotEmpty(rig.Reduced);
        foreach (
            var never in (string[])["canary", "example.org", "@", "192.0.2.", "Mozilla", person.LedgerId.ToString()]
        )
            Assert.DoesNotContain(never, rig.Text, StringComparison.OrdinalIgnoreCase);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(KeyFile.OwnerOnly, System.IO.File.GetUnixFileMode(rig.File.Path));
    }

    [Fact]
    public async Task A_database_of_before_gets_its_journal_from_the_log()
    {
        await using var rig = await JournalRig.NewAsync();
        await Histories.LiveAsync(rig.Center, Histories.Long(400, 3));
        await rig.Center.StopAsync();
        Assert.Null(rig.Check().Fault());
        rig.StartWriter();
        await rig.StopAsync();
        AssertFollowsTheLog(rig);
        Assert.NotEmpty(rig.Reduced);
    }

    [Fact]
    public async Task What_was_committed_and_not_written_when_the_process_died_is_written_by_the_next()
    {
        await using var rig = await JournalRig.NewAsync();
        var writer = rig.StartWriter();
        var people = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RegisterAsync(rig, writer)));
        await writer.SubmitAsync(rig.Center.Leave(people[0]));
        await rig.StopAsync();
        // A writer without a keeper is like a process killed before its keeper ran.
        foreach (var person in people[1..15])
            await rig.Center.LeaveAsync(person);
        var unknown = RandomId.New();
        await rig.Center.LeaveAsync(unknown, 5);
        await rig.Center.StopAsync();
        writer = rig.StartWriter();
        await writer.SubmitAsync(rig.Center.Leave(people[19]));
        await rig.StopAsync();
        AssertFollowsTheLog(rig);
        Assert.Equal(16, rig.Reduced.Select(l => l.Person).Distinct().Count());
        Assert.Contains(rig.Lines.OfType<LeftLine>(), l => l.Person == unknown && l.Scope == 5);
    }

    [Fact]
    public async Task An_unsubscribe_of_an_unknown_id_is_written_once_however_often_the_journal_is_taken_up()
    {
        await using var rig = await JournalRig.NewAsync();
        var writer = rig.StartWriter();
        await RegisterAsync(rig, writer);
        var unknown = Enumerable.Range(0, 30).Select(_ => RandomId.New()).ToHashSet();
        foreach (var person in unknown)
            await writer.SubmitAsync(rig.Center.Leave(person));
        for (var start = 0; start < 3; start++)
        {
            await rig.StopAsync();
            rig.Center.Clock.Advance(TimeSpan.FromMinutes(5));
            rig.StartWriter();
        }
        await rig.StopAsync();
        Assert.Equal(unknown.Order(), rig.Lines.OfType<LeftLine>().Select(l => l.Person).Order());
        Assert.Null(rig.Check().Fault());
    }

    // Of a group that waits for the journal another process has filled in a part, and then the database is replaced.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_node_acknowledged_is_written_though_the_database_is_another_by_then(bool filledIn)
    {
        await using var rig = await JournalRig.NewAsync();
        var writer = rig.StartWriter();
        var people = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RegisterAsync(rig, writer)));
        await using var replaced = await JournalRig.NewAsync(await rig.BackUpAsync());
        if (!filledIn)
        {
            // Committed by a process that died before it wrote its lines.
            await rig.Center.LeaveAsync(people[0]);
            await rig.Center.StopAsync();
        }
        writer = rig.StartWriter(replaced);
        if (filledIn)
        {
            await writer.SubmitAsync(rig.Center.Leave(people[0]));
            rig.Keeper().CatchUp();
            Assert.Contains(rig.Reduced, l => l.Person == people[0]);
        }
        await writer.SubmitAsync(rig.Center.Leave(people[1]));
        var unknown = RandomId.New();
        await writer.SubmitAsync(rig.Center.Leave(unknown));
        await rig.StopAsync();
        Assert.Contains(rig.Reduced, l => l.Person == people[1]);
        Assert.Contains(rig.Lines.OfType<LeftLine>(), l => l.Person == unknown);
    }

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task What_a_dead_node_did_not_write_any_more_is_written_by_a_living_one_within_two_minutes()
    {
        await using var rig = await JournalRig.NewAsync();
        var person = await rig.Center.RegisterAsync();
        var writer = rig.StartWriter();
        var other = await RegisterAsync(rig, writer);
        // Without a keeper, in a log of its own.
        await rig.Center.LeaveAsync(person.PublicId);
        await rig.Center.StopAsync();
        await writer.SubmitAsync(rig.Center.Leave(other));
        // Seen, and at the next check still not written.
        for (var look = 0; look < 2; look++)
        {
            rig.Center.Clock.Advance(TimeSpan.FromMinutes(1));
            await RegisterAsync(rig, writer);
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
        await rig.StopAsync();
        Assert.Equal([0, 1], JournalFile.In(rig.Directory).Select(f => f.Slot));
        Assert.Contains(rig.Reduced, line => line.Person == person.PublicId);
        Assert.All(
            new JournalFile(rig.Directory, 1).ReadAll().Select(l => l.Line).OfType<ReducedLine>(),
            line => Assert.Equal(other, line.Person)
        );
    }

    // A standby that lagged behind takes over, and its log grows past the position of the journal. It is another log,
    // and no mark of it may report that all is well.
    [Fact]
    public async Task A_database_that_was_replaced_under_a_running_node_is_noticed_and_not_written_over()
    {
        await using var rig = await JournalRig.NewAsync();
        var keeper = rig.Keeper();
        var writer = rig.StartWriter(keeper);
        await RegisterAsync(rig, writer);
        await UntilAsync(() => System.IO.File.Exists(rig.File.Path) && rig.Last is not null);
        await System.IO.File.AppendAllTextAsync(
            rig.File.Path,
            new MarkLine(rig.Last!.Size + 1, default, rig.Center.Now) + "\n",
            TestContext.Current.CancellationToken
        );
        for (var i = 0; i < 3; i++)
            await RegisterAsync(rig, writer);
        await UntilAsync(() => keeper.IsStale);
        Assert.Equal(JournalHealth.Failing, keeper.Health);
        await rig.StopAsync();
        Assert.Equal(default, rig.Last!.Root);
        Assert.NotNull(rig.Check().Fault());
    }

    private static async Task UntilAsync(Func<bool> so)
    {
        while (!so())
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("preference-center jour")]
    public async Task A_journal_that_was_made_and_never_begun_says_nothing(string text)
    {
        await using var rig = await JournalRig.NewAsync();
        Directory.CreateDirectory(rig.Directory);
        await System.IO.File.WriteAllTextAsync(rig.File.Path, text, TestContext.Current.CancellationToken);
        Assert.Empty(rig.Lines);
        Assert.Null(rig.Check().Fault());
    }

    [Fact]
    public async Task Two_processes_write_one_journal_without_a_gap()
    {
        await using var rig = await JournalRig.NewAsync();
        ChangeWriter[] writers = [rig.StartWriter(), rig.StartOther()];
        var people = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => RegisterAsync(rig, writers[i % 2])));
        await Task.WhenAll(people.Select((id, i) => writers[i % 2].SubmitAsync(rig.Center.Leave(id))));
        await rig.StopAsync();
        AssertFollowsTheLog(rig);
    }

    [Theory]
    [InlineData("reduced\t0\t9")]
    [InlineData("mark\t99999\tAAAA\n")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public async Task A_torn_last_line_is_cut_and_the_journal_goes_on(string torn)
    {
        await using var rig = await JournalRig.NewAsync();
        var person = await RegisterAsync(rig, rig.StartWriter());
        await rig.StopAsync();
        await System.IO.File.AppendAllTextAsync(rig.File.Path, torn, TestContext.Current.CancellationToken);
        Assert.True(rig.Check().Fault() is null, rig.Check().Fault());
        await rig.StartWriter().SubmitAsync(rig.Center.Leave(person));
        await rig.StopAsync();
        AssertFollowsTheLog(rig);
        Assert.Contains(rig.Reduced, l => l.Kind == EventKind.Stopped);
    }

    [Fact]
    public async Task A_line_damaged_amid_others_is_named_and_nothing_is_served()
    {
        await using var rig = await JournalRig.NewAsync();
        var person = await RegisterAsync(rig, rig.StartWriter());
        await rig.StopAsync();
        await rig.StartWriter().SubmitAsync(rig.Center.Leave(person));
        await rig.StopAsync();
        var text = rig.Text;
        var at = text.IndexOf("reduced", StringComparison.Ordinal) + 12;
        await System.IO.File.WriteAllTextAsync(
            rig.File.Path,
            text[..at] + (text[at] == '8' ? '9' : '8') + text[(at + 1)..],
            TestContext.Current.CancellationToken
        );
        Assert.Contains("cannot be told", rig.Check().Fault(), StringComparison.Ordinal);
        Assert.Throws<StaleDatabaseException>(() => rig.Keeper().Start());
        await Assert.ThrowsAsync<InvalidDataException>(() => rig.ReplayAsync());
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_stops_no_leave_is_told_and_made_up_for()
    {
        await using var rig = await JournalRig.NewAsync();
        var person = await RegisterAsync(rig, rig.Center.Writer);
        await rig.Center.StopAsync();
        // A file where the directory should be.
        await System.IO.File.WriteAllTextAsync(rig.Directory, "", TestContext.Current.CancellationToken);
        var keeper = rig.Keeper();
        Assert.Equal(ChangeOutcome.Done, (await rig.StartWriter(keeper).SubmitAsync(rig.Center.Leave(person))).Outcome);
        await rig.StopAsync();
        Assert.Equal(JournalHealth.Failing, keeper.Health);
        System.IO.File.Delete(rig.Directory);
        rig.StartWriter();
        await rig.StopAsync();
        AssertFollowsTheLog(rig);
        Assert.Contains(rig.Reduced, l => l.Person == person);
    }

    [Fact]
    public async Task Asking_whether_it_can_be_written_leaves_no_line()
    {
        await using var rig = await JournalRig.NewAsync();
        var writer = rig.StartWriter();
        await writer.SubmitAsync(rig.Center.Leave(Guid.Empty));
        await rig.StopAsync();
        Assert.False(System.IO.File.Exists(rig.File.Path));
    }

    internal static async Task<Guid> RegisterAsync(JournalRig rig, ChangeWriter writer, params long[] topics) =>
        (
            await writer.SubmitAsync(
                rig.Center.Registration(
                    TestCenter.Address($"{RandomId.New():N}@example.org"),
                    topics.Length == 0 ? [1] : topics
                )
            )
        ).PublicId;

    /// <summary>
    /// Asserts that the journal has every reduction of the log at least once, in order, and a last mark at the end of
    /// the log.
    /// </summary>
    internal static void AssertFollowsTheLog(JournalRig rig)
    {
        using var session = rig.Center.Database.Read();
        var (size, root) = new LogReader(session, 0).Head();
        Assert.Equal((size, root), (rig.Last!.Size, rig.Last.Root));
        Assert.Equal(LastingIn(rig), rig.Reduced.Select(l => l.ToString()).Distinct());
        Assert.Null(rig.Check().Fault());
    }

    internal static IReadOnlyList<string> LastingIn(JournalRig rig)
    {
        using var context = rig.Center.Database.CreateContext();
        var people = context.Subscribers.ToDictionary(s => s.LedgerId, s => s.PublicId);
        return
        [
            .. context
                .LedgerEvents.OrderBy(e => e.Position)
                .AsEnumerable()
                .Where(JournalBatch.MustLast)
                .Select(e => JournalBatch.LineOf(e, people[e.LedgerId]).ToString()),
        ];
    }
}
