using PreferenceCenter.Data;
using PreferenceCenter.Ledger;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>The outbox as its dispatcher sees it: every change is told by one mail, whenever it is committed and however often the mail is tried.</summary>
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
        Assert.Empty(outbox.Claim(center.Now, Lease, 20));
        center.Clock.Advance(TimeSpan.FromMinutes(2));
        var row = Assert.Single(outbox.Claim(center.Now, Lease, 20));
        Assert.Equal((MailKind.Changes, person.Id, 2L, 3L, 1), (row.Kind, row.SubscriberId, row.FromSeq, row.ToSeq, row.Attempts));

        using var other = new OutboxStore(center.Database);
        Assert.Empty(other.Claim(center.Now + Lease, Lease, 20));
        Assert.Equal(2, Assert.Single(other.Claim(center.Now + Lease + TimeSpan.FromMicroseconds(1), Lease, 20)).Attempts);
        other.Settle([new OutboxResult(row.Id, MailState.Sent, null, null)], center.Now);
        Assert.Empty(other.Claim(center.Now.AddDays(1), Lease, 20));
        Assert.Equal(center.Now, Assert.Single(center.Outbox()).SentAt);
    }

    [DatabaseFact]
    public async Task The_most_overdue_come_first_and_no_more_than_asked_for()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        foreach (var minutes in (int[])[3, 1, 2]) await center.Writer.SubmitAsync(new LinkRequest(TestCenter.Address("ada@example.org"), "en", "-", center.Now.AddMinutes(minutes)));
        Assert.Equal([1, 2], outbox.Claim(center.Now.AddHours(1), Lease, 2).Select(o => (int)(o.DueAt - center.Now).TotalMinutes));
    }

    // The writer waits for its turn while the clock passes the end of the window: the mail goes out without the change, and the change gets its own.
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
        var first = Assert.Single(outbox.Claim(center.Now, Lease, 20));
        await center.Writer.SubmitAsync(late);
        Assert.Equal((3L, 3L), (first.FromSeq, first.ToSeq));
        Assert.Equal([3L, 4L], center.Outbox().Select(o => o.FromSeq));
        Assert.Equal((4L, 4L), Range(Assert.Single(outbox.Claim(center.Now, Lease, 20))));
    }

    [DatabaseFact]
    public async Task A_mail_tried_again_is_about_what_it_was_about()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        var person = await center.RegisterAsync(null, 1, 2);
        await center.LeaveAsync(person.PublicId, 1);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        var first = Assert.Single(outbox.Claim(center.Now, Lease, 20));
        outbox.Prepare([first], [], center.Now);
        Assert.Equal(center.Now, Assert.Single(center.Outbox()).SendingAt);
        outbox.Settle([new OutboxResult(first.Id, MailState.Waiting, center.Now.AddMinutes(10), "451")], center.Now);
        await center.LeaveAsync(person.PublicId, 2);
        center.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal([(4L, 4L), (3L, 3L)], outbox.Claim(center.Now, Lease, 20).Select(Range));
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
        var rows = outbox.Claim(center.Now, Lease, 20);
        // The first is left to whoever composes it, who goes by its time; what that comes to is kept for the next attempt.
        Assert.Equal([(3L, 0L), (4L, 4L)], rows.Select(Range));
        rows[0].ToSeq = 3;
        outbox.Prepare(rows, [], center.Now);
        Assert.Equal([3L, 4L], center.Outbox().Select(o => o.ToSeq));
        Assert.Null(center.Find(person.PublicId).Subscriber.NoticeUntil);
    }

    [DatabaseFact]
    public async Task What_is_queued_once_is_queued_once()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        for (var i = 0; i < 3; i++) outbox.QueueOnce(MailKind.Checkpoint, "checkpoint:2026-11-23", "privacy@example.org", "en", center.Now);
        Assert.Single(center.Outbox());
    }

    [DatabaseFact]
    public async Task A_link_that_cannot_be_kept_leaves_nothing_of_the_round()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        var person = await center.RegisterAsync();
        await center.LeaveAsync(person.PublicId);
        var rows = outbox.Claim(center.Now.AddHours(1), Lease, 20);
        MailedLinkRow Link() => new() { Hash = new byte[32], Kind = MailedLinkKind.Undo, SubscriberId = person.Id, FromSeq = 2, ToSeq = 3 };
        Assert.ThrowsAny<System.Data.Common.DbException>(() => outbox.Prepare(rows, [Link(), Link()], center.Now));
        Assert.Null(center.People.FindLink(new byte[32]));
        Assert.Null(Assert.Single(center.Outbox()).SendingAt);
        outbox.Prepare(rows, [Link()], center.Now);
        Assert.Equal((2L, 3L), (center.People.FindLink(new byte[32])!.FromSeq, center.People.FindLink(new byte[32])!.ToSeq));
    }

    private static (long, long) Range(OutboxRow row) => (row.FromSeq, row.ToSeq);
}
