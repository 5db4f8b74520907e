using PreferenceCenter.Data;
using PreferenceCenter.Subscriptions.MailedLinks;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Tests the outbox as its dispatcher uses it: exactly one mail reports each change, whenever it is committed and
/// however often sending is tried.
/// </summary>
public sealed class OutboxStoreTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    [DatabaseFact]
    public async Task A_row_is_taken_when_it_is_due_and_held_until_its_lease_ends()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        var person = await center.RegisterAsync();
        await center.LeaveAsync(person.PublicId);
        Assert.Empty(Claim(outbox, center.Now, 20));
        center.Clock.Advance(TimeSpan.FromMinutes(2));
        var row = Assert.Single(Claim(outbox, center.Now, 20));
        Assert.Equal(
            (MailKind.Changes, person.Id, 2L, 3L, 1),
            (row.Kind, row.SubscriberId, row.FromSeq, row.ToSeq, row.Attempts)
        );

        using var other = new OutboxStore(center.Database);
        Assert.Empty(Claim(other, center.Now + Lease, 20));
        Assert.Equal(2, Assert.Single(Claim(other, center.Now + Lease + TimeSpan.FromMicroseconds(1), 20)).Attempts);
    }

    [DatabaseFact]
    public async Task The_most_overdue_come_first_and_no_more_than_asked_for()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        foreach (var minutes in (int[])[3, 1, 2])
            await center.Writer.SubmitAsync(
                new PreferencesLinkMail(
                    TestCenter.Address("ada@example.org"),
                    "en",
                    "-",
                    center.Now.AddMinutes(minutes)
                )
            );
        Assert.Equal(
            [1, 2],
            Claim(outbox, center.Now.AddHours(1), 2).Select(o => (int)(o.DueAt - center.Now).TotalMinutes)
        );
    }

    // The writer waits for the lock while the clock passes the end of the window: the mail goes out without the change,
    // and the change gets a mail of its own.
    [DatabaseFact]
    [Trait("Requirement", "SEC-16")]
    public async Task A_change_made_in_time_and_committed_after_the_mail_was_taken_gets_a_mail_of_its_own()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        var person = await center.RegisterAsync(null, 1, 2);
        await center.LeaveAsync(person.PublicId, 1);
        var late = center.Leave(person.PublicId, 2);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        var first = Assert.Single(Claim(outbox, center.Now, 20));
        await center.Writer.SubmitAsync(late);
        Assert.Equal((3L, 3L), (first.FromSeq, first.ToSeq));
        Assert.Equal([3L, 4L], center.Outbox().Select(o => o.FromSeq));
        Assert.Equal((4L, 4L), Range(Assert.Single(Claim(outbox, center.Now, 20))));
    }

    [DatabaseFact]
    public async Task A_mail_tried_again_is_about_what_it_was_about()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        var person = await center.RegisterAsync(null, 1, 2);
        await center.LeaveAsync(person.PublicId, 1);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        using var book = new DeliveryLog(center.Database);
        var first = Assert.Single(Claim(outbox, center.Now, 20));
        Assert.True(book.Begin(first, [], center.Now, Lease));
        Assert.Equal(center.Now, Assert.Single(center.Outbox()).SendingAt);
        book.Note(
            new OutboxResult(first.Id, first.LeaseUntil, MailState.Waiting, center.Now)
            {
                DueAgainAt = center.Now.AddMinutes(10),
                Error = "451",
            }
        );
        book.Settle();
        await center.LeaveAsync(person.PublicId, 2);
        center.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal([(4L, 4L), (3L, 3L)], Claim(outbox, center.Now, 20).Select(Range));
    }

    [DatabaseFact]
    public async Task A_window_that_a_later_one_followed_keeps_to_its_own_time()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        var person = await center.RegisterAsync(null, 1, 2);
        await center.LeaveAsync(person.PublicId, 1);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        await center.LeaveAsync(person.PublicId, 2);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        var rows = Claim(outbox, center.Now, 20);
        // The range of the first mail is determined when the mail is composed, by its time. The result is kept for the
        // next attempt.
        Assert.Equal([(3L, 0L), (4L, 4L)], rows.Select(Range));
        rows[0].ToSeq = 3;
        using var book = new DeliveryLog(center.Database);
        foreach (var row in rows)
            Assert.True(book.Begin(row, [], center.Now, Lease));
        Assert.Equal([3L, 4L], center.Outbox().Select(o => o.ToSeq));
        Assert.Null(center.Find(person.PublicId).Subscriber.NoticeUntil);
    }

    [DatabaseFact]
    public async Task What_is_queued_once_is_queued_once()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        for (var i = 0; i < 3; i++)
            outbox.QueueOnce(MailKind.Checkpoint, "checkpoint:2026-11-23", "privacy@example.org", "en", center.Now);
        Assert.Single(center.Outbox());
    }

    [DatabaseFact]
    public async Task What_its_last_holder_left_on_its_way_is_taken_once_more_then_it_waits_for_a_person()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        using var book = new DeliveryLog(center.Database);
        var person = await center.RegisterAsync();
        await center.LeaveAsync(person.PublicId);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.True(book.Begin(Assert.Single(Claim(outbox, center.Now, 20)), [], center.Now, Lease));

        center.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        var again = outbox.Claim(center.Now, Lease, 20, "lost");
        Assert.Equal(
            (1, 2, "lost"),
            (Assert.Single(again.Rows).Uncertain, again.Rows[0].Attempts, again.Rows[0].LastError)
        );
        Assert.Equal(MailState.Waiting, Assert.Single(again.Lost).State);
        // Claimed but not being sent: the next claim adds no uncertainty.
        center.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        var third = outbox.Claim(center.Now, Lease, 20, "lost");
        Assert.Equal(1, Assert.Single(third.Rows).Uncertain);
        Assert.Empty(third.Lost);
        Assert.True(book.Begin(third.Rows[0], [], center.Now, Lease));

        center.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        var last = outbox.Claim(center.Now, Lease, 20, "lost");
        Assert.Empty(last.Rows);
        Assert.Equal(MailState.Uncertain, Assert.Single(last.Lost).State);
        var row = Assert.Single(center.Outbox());
        Assert.Equal((MailState.Uncertain, 2, 3, null), (row.State, row.Uncertain, row.Attempts, row.SendingAt));
    }

    // The claim covers more rows than the count of lost mails where some of those are not to be sent again. Of two
    // nodes with different clocks, one may book a row between the two statements of the other. No claim takes a row
    // that is being sent before the row has been counted.
    [DatabaseFact]
    public async Task None_that_is_on_its_way_is_taken_uncounted()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        using var book = new DeliveryLog(center.Database);
        for (var i = 0; i < 2; i++)
            await center.Writer.SubmitAsync(
                new PreferencesLinkMail(TestCenter.Address($"p{i}@example.org"), "en", "-", center.Now.AddMinutes(i))
            );
        center.Clock.Advance(TimeSpan.FromMinutes(2));
        var (twice, once) = (Claim(outbox, center.Now, 1)[0], Claim(outbox, center.Now, 1)[0]);
        Assert.True(book.Begin(twice, [], center.Now, Lease));
        center.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        Assert.True(book.Begin(Claim(outbox, center.Now, 1)[0], [], center.Now, Lease));
        Assert.True(book.Begin(once, [], center.Now, Lease));
        center.Clock.Advance(Lease + TimeSpan.FromSeconds(1));

        var first = outbox.Claim(center.Now, Lease, 1, "lost");
        Assert.Equal((twice.Id, MailState.Uncertain), (Assert.Single(first.Lost).Id, first.Lost[0].State));
        Assert.Empty(first.Rows);
        var second = outbox.Claim(center.Now, Lease, 1, "lost");
        Assert.Equal((once.Id, 1), (Assert.Single(second.Rows).Id, second.Rows[0].Uncertain));
        Assert.Equal(once.Id, Assert.Single(second.Lost).Id);
    }

    // What a node whose clock is an hour behind does to a row that another node, for which the lease has expired, is
    // about to claim.
    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    [Trait("Requirement", "SEC-16")]
    public async Task What_goes_on_its_way_while_another_takes_it_is_counted_before_it_is_taken()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        var person = await center.RegisterAsync();
        await center.LeaveAsync(person.PublicId);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        Claim(outbox, center.Now, 20);
        center.Clock.Advance(Lease + TimeSpan.FromSeconds(1));

        Task<ClaimedMails> taking;
        using (var slow = center.Stored.Raw())
        {
            slow.Run("BEGIN");
            slow.Run("""UPDATE "Outbox" SET "SendingAt" = @p0""", Instant.ToMicroseconds(center.Now));
            taking = Task.Run(() => outbox.Claim(center.Now, Lease, 20, "lost"), TestContext.Current.CancellationToken);
            using var onlooker = center.Stored.Raw();
            await onlooker.UntilWaitingAsync(1, TestContext.Current.CancellationToken);
            slow.Run("COMMIT");
        }
        Assert.Empty((await taking).Rows);
        Assert.Equal(1, Assert.Single(outbox.Claim(center.Now, Lease, 20, "lost").Rows).Uncertain);
    }

    // PostgreSQL lets two transactions read the same due rows before either changes them. The one that waited then
    // re-checks the outer condition only.
    [Fact]
    public void What_makes_a_row_due_is_asked_again_of_the_row_that_is_changed()
    {
        foreach (var sql in (string[])[OutboxStore.ClaimSql, OutboxStore.LostSql])
        foreach (var condition in (string[])["\"State\" = 0", "\"DueAt\" <= @now", "\"LeaseUntil\" < @now"])
            Assert.Equal(2, sql.Split(condition).Length - 1);
        Assert.Equal(2, OutboxStore.ClaimSql.Split("\"SendingAt\" IS NULL").Length - 1);
    }

    private static List<ClaimedMail> Claim(OutboxStore outbox, DateTimeOffset now, int count) =>
        outbox.Claim(now, Lease, count, "lost").Rows;

    private static (long, long) Range(ClaimedMail row) => (row.FromSeq, row.ToSeq);
}
