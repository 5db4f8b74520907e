using System.Data.Common;
using PreferenceCenter.Data;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Tests the sending book: a mail is booked before it is sent, by the holder of its lease only, and its outcome is
/// written once.
/// </summary>
public sealed class DeliveryLogTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private readonly List<IDisposable> opened = [];

    [DatabaseFact]
    public async Task A_mail_that_was_sent_is_done_with()
    {
        await using var center = await TestCenter.NewAsync();
        var (outbox, book, row) = await WithOneAsync(center);
        Assert.True(book.Begin(row, [], center.Now, Lease));
        book.Note(Sent(row, center.Now));
        // Written with the next commit, or on request.
        Assert.Equal(MailState.Waiting, Assert.Single(center.Outbox()).State);
        book.Settle();
        var sent = Assert.Single(center.Outbox());
        Assert.Equal(
            (MailState.Sent, center.Now, null, null),
            (sent.State, sent.SentAt, sent.SendingAt, sent.LeaseUntil)
        );
        Assert.Empty(outbox.Claim(center.Now.AddDays(1), Lease, 20, "lost").Rows);
    }

    [DatabaseFact]
    public async Task What_became_of_one_mail_is_written_with_the_beginning_of_the_next()
    {
        await using var center = await TestCenter.NewAsync();
        var (outbox, book, first) = await WithOneAsync(center);
        Assert.True(book.Begin(first, [], center.Now, Lease));
        book.Note(Sent(first, center.Now));
        var second = await QueueAsync(center, outbox);
        Assert.True(book.Begin(second, [], center.Now, Lease));
        Assert.Equal([MailState.Sent, MailState.Waiting], center.Outbox().Select(o => o.State));
    }

    [DatabaseFact]
    public async Task Whoever_lost_the_row_to_another_may_not_send_it_and_writes_nothing_about_it()
    {
        await using var center = await TestCenter.NewAsync();
        var (outbox, book, slow) = await WithOneAsync(center);
        center.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        using var otherStore = new OutboxStore(center.Database);
        using var otherBook = new DeliveryLog(center.Database);
        var taken = Assert.Single(otherStore.Claim(center.Now, Lease, 20, "lost").Rows);

        Assert.False(book.Begin(slow, [Link(slow)], center.Now, Lease));
        Assert.Null(center.People.FindLink(new byte[32]));
        book.Note(new OutboxResult(slow.Id, slow.LeaseUntil, MailState.Dead, center.Now) { Error = "550" });
        book.Settle();
        var row = Assert.Single(center.Outbox());
        Assert.Equal(
            (MailState.Waiting, null, null, taken.LeaseUntil),
            (row.State, row.LastError, row.SendingAt, row.LeaseUntil)
        );

        Assert.True(otherBook.Begin(taken, [], center.Now, Lease));
        otherBook.Note(Sent(taken, center.Now));
        otherBook.Settle();
        Assert.Equal(MailState.Sent, Assert.Single(center.Outbox()).State);
    }

    // The lease starts anew when the mail is sent: a row that waited long is not claimed while it is being sent.
    [DatabaseFact]
    public async Task A_mail_on_its_way_is_held_for_a_whole_lease_from_there()
    {
        await using var center = await TestCenter.NewAsync();
        var (outbox, book, row) = await WithOneAsync(center);
        center.Clock.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.True(book.Begin(row, [], center.Now, Lease));
        Assert.Empty(outbox.Claim(center.Now + Lease, Lease, 20, "lost").Rows);
        book.Note(Sent(row, center.Now));
        book.Settle();
        Assert.Equal(MailState.Sent, Assert.Single(center.Outbox()).State);
    }

    [DatabaseFact]
    public async Task A_link_that_cannot_be_kept_leaves_nothing_of_the_beginning_and_what_was_noted_is_written_later()
    {
        await using var center = await TestCenter.NewAsync();
        var (outbox, book, first) = await WithOneAsync(center);
        Assert.True(book.Begin(first, [], center.Now, Lease));
        book.Note(Sent(first, center.Now));
        var second = await QueueAsync(center, outbox);
        Assert.ThrowsAny<DbException>(() => book.Begin(second, [Link(second), Link(second)], center.Now, Lease));
        Assert.Null(center.People.FindLink(new byte[32]));
        Assert.Equal([MailState.Waiting, MailState.Waiting], center.Outbox().Select(o => o.State));
        Assert.Null(center.Outbox()[1].SendingAt);

        Assert.True(book.Begin(second, [Link(second)], center.Now, Lease));
        Assert.Equal([MailState.Sent, MailState.Waiting], center.Outbox().Select(o => o.State));
        Assert.NotNull(center.People.FindLink(new byte[32]));
    }

    [DatabaseFact]
    public async Task Many_that_begin_at_once_are_all_booked_each_by_its_own()
    {
        await using var center = await TestCenter.NewAsync();
        using var outbox = new OutboxStore(center.Database);
        using var book = new DeliveryLog(center.Database);
        for (var i = 0; i < 40; i++)
            await AskAsync(center);
        var rows = outbox.Claim(center.Now, Lease, 40, "lost").Rows;
        var stolen = rows[7];
        stolen.LeaseUntil = stolen.LeaseUntil.AddTicks(-10);
        var held = await Task.WhenAll(rows.Select(row => Task.Run(() => book.Begin(row, [], center.Now, Lease))));
        Assert.Equal(rows.Select(row => row != stolen), held);
        Assert.Equal(39, center.Outbox().Count(o => o.SendingAt == center.Now));
    }

    private async Task<(OutboxStore, DeliveryLog, ClaimedMail)> WithOneAsync(TestCenter center)
    {
        var (outbox, book) = (new OutboxStore(center.Database), new DeliveryLog(center.Database));
        opened.AddRange([outbox, book]);
        return (outbox, book, await QueueAsync(center, outbox));
    }

    public void Dispose() => opened.ForEach(one => one.Dispose());

    private static async Task<ClaimedMail> QueueAsync(TestCenter center, OutboxStore outbox)
    {
        await AskAsync(center);
        return Assert.Single(outbox.Claim(center.Now, Lease, 20, "lost").Rows);
    }

    private static Task AskAsync(TestCenter center) =>
        center.Writer.SubmitAsync(
            new PreferenceCenter.Subscriptions.MailedLinks.PreferencesLinkMail(
                TestCenter.Address($"{Guid.CreateVersion7():N}@example.org"),
                "en",
                "-",
                center.Now
            )
        );

    private static MailedLinkRow Link(ClaimedMail row) =>
        new()
        {
            Hash = new byte[32],
            Kind = MailedLinkKind.Choices,
            SubscriberId = row.Id,
        };

    private static OutboxResult Sent(ClaimedMail row, DateTimeOffset now) =>
        new(row.Id, row.LeaseUntil, MailState.Sent, now);
}
