using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Tests the change writer: groups, order, full queues, a blocked database, and stopping.</summary>
public sealed class ChangeWriterTests
{
    [DatabaseFact]
    public async Task What_waits_together_is_committed_together()
    {
        await using var center = await TestCenter.NewAsync();
        var people = await RegisterAsync(center, center.Settings.GroupSize);
        using var raw = center.Raw();
        var batches = raw.Count("Seals");
        Task<ChangeResult>[] leaves;
        using (center.Hold())
            leaves = [.. people.Select(id => center.LeaveAsync(id))];
        Assert.All(await Task.WhenAll(leaves), result => Assert.Equal(ChangeOutcome.Done, result.Outcome));
        // One that the writer had already taken, and all the others.
        Assert.InRange(raw.Count("Seals") - batches, 1, 2);
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-15")]
    public async Task Nobody_is_answered_before_others_can_read_what_was_written()
    {
        await using var center = await TestCenter.NewAsync();
        var people = await RegisterAsync(center, 100);
        var seen = await Task.WhenAll(
            people.Select(async id =>
            {
                await center.LeaveAsync(id);
                using var other = center.Raw();
                var stopped = other.Scalar<long>(
                    """SELECT c."Value" FROM "Choices" c JOIN "Subscribers" s ON s."Id" = c."SubscriberId" WHERE s."PublicId" = @p0 AND c."Aspect" = 0""",
                    id.ToByteArray(true)
                );
                return (
                    stopped,
                    other.Scalar<long>(
                        """SELECT COUNT(*) FROM "Outbox" o JOIN "Subscribers" s ON s."Id" = o."SubscriberId" WHERE s."PublicId" = @p0""",
                        id.ToByteArray(true)
                    )
                );
            })
        );
        Assert.All(seen, one => Assert.Equal((1, 1), one));
    }

    [DatabaseFact]
    public async Task A_leave_overtakes_what_was_there_before_it()
    {
        await using var center = await TestCenter.NewAsync(s => s with { GroupSize = 4 });
        var person = await center.RegisterAsync();
        List<Task<ChangeResult>> all;
        using (center.Hold())
        {
            all = [.. Enumerable.Range(0, 40).Select(i => center.Writer.SubmitAsync(center.AdminEvent(i)))];
            all.Add(center.LeaveAsync(person.PublicId));
        }
        await Task.WhenAll(all);
        var position = center.EventsOf(person.PublicId).First(e => e.Kind == EventKind.Stopped).Position;
        using var raw = center.Raw();
        // Only a group that the writer had already taken goes before it.
        Assert.InRange(
            raw.Scalar<long>(
                """SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = 67 AND "Position" < @p0""",
                position
            ),
            0,
            4
        );
    }

    [DatabaseFact]
    public async Task Imported_leaves_do_not_overtake()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        PersonChange Leaving(Channel channel) =>
            new(PersonKey.Of(person.PublicId), Leave.Everything, center.Act(channel), new Evidence());
        Assert.True(Leaving(Channel.OneClick).Reduces);
        Assert.False(Leaving(Channel.Import).Reduces);
        Assert.True(center.Choose(person.PublicId, true, (1, 0), (Aspect.Tracking, 1), (Aspect.Profiling, 1)).Reduces);
        Assert.False(center.Choose(person.PublicId, false, (1, 0), (2, 4)).Reduces);
        // Zero ends a pause or an objection, which is an addition and not a reduction.
        Assert.False(center.Choose(person.PublicId, false, (Aspect.Pause, 0)).Reduces);
        Assert.False(center.Choose(person.PublicId, false, (Aspect.Profiling, 2)).Reduces);
    }

    [DatabaseFact]
    public async Task A_full_lane_turns_away_at_once_and_nothing_of_it_is_written()
    {
        await using var center = await TestCenter.NewAsync(s => s with { Capacity = 5, GroupSize = 1 });
        var person = await center.RegisterAsync();
        Task<ChangeResult>[] facts;
        Task<ChangeResult> leave;
        using (center.Hold())
        {
            facts = [.. Enumerable.Range(1, 30).Select(i => center.Writer.SubmitAsync(center.AdminEvent(i)))];
            var turnedAway = facts.Where(f => f.IsCompleted).ToArray();
            Assert.InRange(turnedAway.Length, 24, 25);
            Assert.All(await Task.WhenAll(turnedAway), result => Assert.Equal(ChangeOutcome.Busy, result.Outcome));
            // Leaves have a queue of their own, so leaving continues.
            leave = center.LeaveAsync(person.PublicId);
            Assert.False(leave.IsCompleted);
        }
        Assert.Equal(ChangeOutcome.Done, (await leave).Outcome);
        var done = (await Task.WhenAll(facts)).Count(f => f.Outcome == ChangeOutcome.Done);
        using var raw = center.Raw();
        Assert.Equal(done, raw.Scalar<long>("""SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = 67"""));
    }

    [DatabaseFact]
    public async Task A_database_held_past_our_patience_is_said_to_be_busy_and_nothing_is_written()
    {
        await using var center = await TestCenter.NewAsync(s => s with { Patience = TimeSpan.FromMilliseconds(50) });
        var person = await center.RegisterAsync();
        using (center.Hold())
            Assert.Equal(ChangeOutcome.Busy, (await center.LeaveAsync(person.PublicId)).Outcome);
        Assert.False(center.Find(person.PublicId).State.Stopped);
        Assert.Equal(ChangeOutcome.Done, (await center.LeaveAsync(person.PublicId)).Outcome);
        Assert.Null(center.Verify().Bad);
    }

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task Who_has_another_node_to_go_to_is_turned_away_within_three_seconds()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        using (center.Hold())
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            Assert.Equal(ChangeOutcome.Busy, (await center.LeaveAsync(person.PublicId)).Outcome);
            Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, 0.5, 3);
        }
        Assert.False(center.Find(person.PublicId).State.Stopped);
    }

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task A_person_held_past_our_patience_is_busy_and_nobody_else_is()
    {
        await using var center = await TestCenter.NewAsync(s => s with { Patience = TimeSpan.FromSeconds(2) });
        var people = await RegisterAsync(center, 20);
        Task<ChangeResult>[] leaves;
        using (var other = center.Raw())
        {
            other.Run(
                """BEGIN; SELECT 1 FROM "Subscribers" WHERE "PublicId" = @p0 FOR UPDATE""",
                people[7].ToByteArray(bigEndian: true)
            );
            leaves = [.. people.Select(id => center.LeaveAsync(id))];
            Assert.Equal(
                people.Select((_, i) => i == 7 ? ChangeOutcome.Busy : ChangeOutcome.Done),
                (await Task.WhenAll(leaves)).Select(result => result.Outcome)
            );
        }
        Assert.All(people, id => Assert.Equal(id != people[7], center.Find(id).State.Stopped));
        Assert.Equal(ChangeOutcome.Done, (await center.LeaveAsync(people[7])).Outcome);
        Assert.Null(center.Verify().Bad);
    }

    [DatabaseFact]
    public async Task Stopping_finishes_what_is_queued_and_takes_no_more()
    {
        await using var center = await TestCenter.NewAsync();
        var people = await RegisterAsync(center, 50);
        var writer = center.Writer;
        Task<ChangeResult>[] leaves;
        Task stopping;
        using (center.Hold())
        {
            leaves = [.. people.Select(id => center.LeaveAsync(id))];
            stopping = writer.StopAsync(TestContext.Current.CancellationToken);
            Assert.Equal(ChangeOutcome.Busy, (await writer.SubmitAsync(center.AdminEvent(1))).Outcome);
            Assert.False(stopping.IsCompleted);
        }
        await stopping;
        Assert.False(writer.IsAlive);
        Assert.All(leaves, leave => Assert.True(leave.IsCompletedSuccessfully));
        Assert.All(people, id => Assert.True(center.Find(id).State.Stopped));
    }

    [DatabaseFact]
    public async Task A_database_that_cannot_be_opened_stops_the_start()
    {
        await using var center = await TestCenter.NewAsync();
        using var database = TestDatabase.Open(
            TestDatabase.Wanted,
            TestDatabase.Wanted == DatabaseProvider.Sqlite
                ? $"Data Source={center.Directory}/missing/center.db"
                : center.Stored.ConnectionString + "_missing"
        );
        Assert.ThrowsAny<System.Data.Common.DbException>(() => center.StartWriter(database));
    }

    internal static async Task<Guid[]> RegisterAsync(TestCenter center, int count) =>
        [
            .. (await Task.WhenAll(Enumerable.Range(0, count).Select(_ => center.RegisterAsync()))).Select(s =>
                s.PublicId
            ),
        ];
}
