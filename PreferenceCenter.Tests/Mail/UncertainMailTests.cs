using PreferenceCenter.Data;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Tests.Http;
using Xunit;
using static PreferenceCenter.Tests.Mail.DispatchedMails;

namespace PreferenceCenter.Tests.Mail;

/// <summary>
/// Tests mails of uncertain delivery: such a mail is sent once more with the same id and counted; after that a person
/// decides.
/// </summary>
[Trait("Requirement", "SEC-16")]
public sealed class UncertainMailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lost_amid_the_content_it_goes_out_once_more_and_is_counted()
    {
        await using var peer = new SmtpPeer().Once(PeerStep.Content, PeerAct.HangUp);
        await using var center = await OverAsync(peer);
        await DueAsync(center, 1);
        await RoundAsync(center);
        var doubtful = Assert.Single(Outbox(center));
        Assert.Equal(
            (MailState.Waiting, 1, 1, null),
            (doubtful.State, doubtful.Uncertain, doubtful.Attempts, doubtful.SendingAt)
        );
        Assert.StartsWith("connection-lost", doubtful.LastError, StringComparison.Ordinal);

        center.Clock.Advance(TimeSpan.FromHours(1));
        await RoundAsync(center);
        Assert.Equal($"{doubtful.MessageId:N}@preferences.example.org", Assert.Single(peer.Received).Message.MessageId);
        var sent = Assert.Single(Outbox(center));
        Assert.Equal((MailState.Sent, 1), (sent.State, sent.Uncertain));
    }

    [Fact]
    public async Task Lost_twice_it_waits_for_a_person_who_can_send_it_again()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Content, PeerAct.HangUp);
        await using var center = await OverAsync(peer);
        await DueAsync(center, 1);
        for (var i = 0; i < 5; i++)
        {
            await RoundAsync(center);
            center.Clock.Advance(TimeSpan.FromHours(5));
        }
        var doubtful = Assert.Single(Outbox(center));
        Assert.Equal((MailState.Uncertain, 2, 2), (doubtful.State, doubtful.Uncertain, doubtful.Attempts));
        Assert.Equal(2, peer.Commands.Count(command => command == "DATA"));
    }

    [Fact]
    public async Task Put_off_before_it_has_still_its_second_try()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        await DueAsync(center, 1);
        for (var i = 0; i < 3; i++)
        {
            peer.Once(PeerStep.Recipient, "450 4.2.0 later");
            await RoundAsync(center);
            center.Clock.Advance(TimeSpan.FromMinutes(30));
        }
        peer.Once(PeerStep.Content, PeerAct.HangUp);
        await RoundAsync(center);
        Assert.Equal((MailState.Waiting, 1), (Outbox(center)[0].State, Outbox(center)[0].Uncertain));
    }

    // Only mails whose content is sent next are booked, so after a crash the others are not uncertain.
    [Fact]
    public async Task While_one_is_in_the_servers_hands_only_that_one_is_booked_and_it_was_before_DATA()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer, "Mail:Smtp:Connections=1");
        await DueAsync(center, 3);
        var seen = new List<int>();
        peer.Reached = step =>
        {
            if (step is PeerStep.Recipient or PeerStep.Data)
                seen.Add(Outbox(center).Count(row => row.SendingAt is not null));
        };
        await RoundAsync(center);
        // At each RCPT the previous mail is still booked: its outcome is written in the commit that books the next one.
        Assert.Equal([0, 1, 1, 1, 1, 1], seen);
        Assert.All(
            Outbox(center),
            row => Assert.Equal((MailState.Sent, null, 0), (row.State, row.SendingAt, row.Uncertain))
        );
    }

    [Theory]
    [InlineData(PeerStep.Sender)]
    [InlineData(PeerStep.Recipient)]
    internal async Task Refused_before_the_content_it_was_never_on_its_way(PeerStep step)
    {
        await using var peer = new SmtpPeer().At(step, "451 4.3.0 later");
        await using var center = await OverAsync(peer);
        await DueAsync(center, 1);
        var booked = 0;
        peer.Reached = _ => booked += Outbox(center).Count(row => row.SendingAt is not null);
        await RoundAsync(center);
        Assert.Equal(0, booked);
        using var raw = center.Raw();
        // Nor did any person ever receive its links.
        Assert.Equal(0, raw.Count("MailedLinks"));
    }

    [Fact]
    public async Task Hung_up_at_DATA_it_is_tried_again_without_a_doubt()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Data, PeerAct.HangUp);
        await using var center = await OverAsync(peer);
        await DueAsync(center, 1);
        await RoundAsync(center);
        var row = Assert.Single(Outbox(center));
        Assert.Equal((MailState.Waiting, 0, null), (row.State, row.Uncertain, row.SendingAt));
    }

    [Fact]
    public async Task A_mail_that_another_dispatcher_took_meanwhile_is_not_sent_by_this_one()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        await DueAsync(center, 1);
        using var other = new OutboxStore(center.Get<Database>());
        peer.Reached = step =>
        {
            if (step is PeerStep.Sender)
                other.Claim(center.Now.AddHours(1), TimeSpan.FromMinutes(5), 20, "lost");
        };
        await RoundAsync(center);
        Assert.DoesNotContain("DATA", peer.Commands);
        var row = Assert.Single(Outbox(center));
        Assert.Equal(
            (MailState.Waiting, 2, null, center.Now.AddHours(1).AddMinutes(5)),
            (row.State, row.Attempts, row.SendingAt, row.LeaseUntil)
        );
    }

    [Fact]
    public async Task Asked_to_stop_it_hears_the_answer_to_what_is_on_its_way_and_leaves_the_rest_to_the_next()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer, "Mail:Smtp:Connections=1");
        await DueAsync(center, 3);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        peer.Reached = step =>
        {
            if (step is PeerStep.Content)
                stop.Cancel();
        };
        await center.Get<MailDispatcher>().SendDueAsync(stop.Token);
        Assert.Single(peer.Received);
        Assert.Equal(
            [MailState.Sent, MailState.Waiting, MailState.Waiting],
            Outbox(center).Select(row => row.State).OrderDescending()
        );
        Assert.All(
            Outbox(center),
            row => Assert.Equal((0, null, null), (row.Uncertain, row.SendingAt, row.LeaseUntil))
        );
        peer.Reached = null;
        Assert.Equal(2, await RoundAsync(center));
        Assert.Equal(3, peer.Received.Count);
    }

    [Fact]
    public async Task What_cannot_be_made_holds_up_nobody_else_and_stops_nothing()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        await DueAsync(center, 2);
        using (var raw = center.Raw())
            raw.Run("""UPDATE "Outbox" SET "Kind" = 99 WHERE "Id" = (SELECT MIN("Id") FROM "Outbox")""");
        await RoundAsync(center);
        Assert.Single(peer.Received);
        Assert.Equal([MailState.Waiting, MailState.Sent], Outbox(center).Select(row => row.State));
        Assert.StartsWith("not-composed", Outbox(center)[0].LastError, StringComparison.Ordinal);
    }
}
