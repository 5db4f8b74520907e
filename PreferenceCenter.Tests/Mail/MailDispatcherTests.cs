using PreferenceCenter.Data;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Mail.Dkim;
using Xunit;
using static PreferenceCenter.Tests.Mail.DispatchedMails;

namespace PreferenceCenter.Tests.Mail;

/// <summary>
/// Tests the way from the outbox to a server's socket: no mail is lost, none is sent twice without need, and an
/// unreachable server costs no attempt.
/// </summary>
public sealed class MailDispatcherTests
{
    [DatabaseFact]
    [Trait("Requirement", "MSG-04")]
    public async Task A_change_is_confirmed_to_the_one_who_made_it_over_the_wire()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        var person = await center.SubscribeAsync(WebCenter.News);
        await LeaveAsync(center, person);
        center.Clock.Advance(Window);
        await RoundAsync(center);
        var mail = Assert.Single(peer.Received);
        Assert.Equal([person.Address], mail.Recipients);
        Assert.Contains("/undo/", mail.Message.TextBody, StringComparison.Ordinal);
        Assert.Equal(MailState.Sent, Assert.Single(Outbox(center)).State);
        center.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await RoundAsync(center));
    }

    // Postponed, the first mail is due later than the time of the second change.
    [DatabaseFact]
    [Trait("Requirement", "MSG-04")]
    public async Task Two_mails_that_wait_for_a_server_that_is_away_do_not_tell_one_change_twice()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Greeting, "421 4.3.2 not now");
        await using var center = await OverAsync(peer);
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        foreach (var topic in (long[])[WebCenter.News, WebCenter.Events])
        {
            await center.Browser.PostAsync(center.UnsubscribePath(person, topic), ("List-Unsubscribe", "One-Click"));
            center.Clock.Advance(Window);
        }
        await RoundAsync(center);
        peer.Agree(PeerStep.Greeting);
        center.Clock.Advance(TimeSpan.FromDays(1));
        while (await RoundAsync(center) > 0) { }
        var (first, second) = (Outbox(center).MinBy(row => row.FromSeq)!, Outbox(center).MaxBy(row => row.FromSeq)!);
        Assert.Equal((MailState.Sent, MailState.Sent, 2), (first.State, second.State, peer.Received.Count));
        Assert.Equal((first.ToSeq + 1, second.ToSeq), (second.FromSeq, second.FromSeq));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "DKM-01")]
    public async Task With_a_key_in_the_settings_what_the_server_gets_is_signed()
    {
        await using var peer = new SmtpPeer();
        var key = new SigningKey("northwind.example");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, key.Pem, TestContext.Current.CancellationToken);
        await using var center = await OverAsync(
            peer,
            "Mail:Dkim:Domain=northwind.example",
            "Mail:Dkim:Selector=centre",
            $"Mail:Dkim:PrivateKeyFile={file}"
        );
        File.Delete(file);
        await DueAsync(center, 3);
        await RoundAsync(center);
        Assert.Equal(3, peer.Received.Count(mail => key.Verifies(mail.Content)));
    }

    [DatabaseFact]
    [Trait("Requirement", "MSG-11")]
    public async Task An_address_the_server_cannot_take_is_a_dead_mail_that_says_why_an_international_domain_is_none()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        foreach (var address in (string[])["用户@people.example", "user@bücher.example"])
            await LeaveAsync(center, await center.SubscribeAsync(address, [WebCenter.News]));
        center.Clock.Advance(Window);
        await RoundAsync(center);
        Assert.Equal(["user@xn--bcher-kva.example"], Assert.Single(peer.Received).Recipients);
        var dead = Assert.Single(Outbox(center), row => row.State == MailState.Dead);
        Assert.StartsWith(
            "smtputf8-unsupported 5.6.7 (address) The mail server does not offer SMTPUTF8",
            dead.LastError,
            StringComparison.Ordinal
        );
        var listed = await CommandAsync(center, peer, "outbox", "list", "--state", "dead");
        Assert.Contains($"{dead.Id}\tchanges\tdead\t", listed, StringComparison.Ordinal);
        Assert.Contains(dead.LastError!, listed, StringComparison.Ordinal);
        Assert.DoesNotContain("用户", listed, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    [InlineData("451 4.7.1 greylisted")]
    [InlineData("450 4.2.0 mailbox busy")]
    public async Task Put_off_it_comes_again_later_as_the_same_mail(string reply)
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        await LeaveAsync(center, await center.SubscribeAsync(WebCenter.News));
        peer.Once(PeerStep.Content, reply);
        center.Clock.Advance(Window);
        await RoundAsync(center);
        var waiting = Assert.Single(Outbox(center));
        Assert.Equal((MailState.Waiting, 1), (waiting.State, waiting.Attempts));
        Assert.Equal(0, await RoundAsync(center));

        center.Clock.Advance(TimeSpan.FromMinutes(2));
        await RoundAsync(center);
        Assert.Equal($"{waiting.MessageId:N}@preferences.example.org", Assert.Single(peer.Received).Message.MessageId);
        Assert.Equal(MailState.Sent, Assert.Single(Outbox(center)).State);
    }

    [DatabaseFact]
    public async Task Refused_for_good_it_is_dead_and_says_why()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        await LeaveAsync(center, await center.SubscribeAsync(WebCenter.News));
        center.Clock.Advance(Window);
        peer.At(PeerStep.Recipient, "550 5.1.1 nobody here by that name");
        await RoundAsync(center);
        var dead = Assert.Single(Outbox(center));
        Assert.Equal(MailState.Dead, dead.State);
        Assert.StartsWith("550 5.1.1", dead.LastError, StringComparison.Ordinal);
        center.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await RoundAsync(center));
    }

    [DatabaseFact]
    public async Task While_the_server_is_away_few_try_and_all_go_out_once_it_is_back()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        for (var i = 0; i < 30; i++)
            await LeaveAsync(center, await center.SubscribeAsync(WebCenter.News));
        center.Clock.Advance(Window);
        peer.At(PeerStep.Greeting, "421 4.3.2 closing for the night");
        Assert.Equal(30, await RoundAsync(center));
        Assert.InRange(peer.Connections, 1, 4);
        Assert.All(Outbox(center), row => Assert.Equal(MailState.Waiting, row.State));
        Assert.InRange(Outbox(center).Sum(row => row.Attempts), 1, 4);

        peer.At(PeerStep.Greeting, "220 good morning");
        center.Clock.Advance(TimeSpan.FromMinutes(2));
        while (await RoundAsync(center) > 0) { }
        Assert.Equal(30, peer.Received.SelectMany(m => m.Recipients).Distinct().Count());
        Assert.Equal(30, peer.Received.Count);
        Assert.All(Outbox(center), row => Assert.Equal(MailState.Sent, row.State));
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-16")]
    public async Task A_process_that_died_with_mails_in_hand_leaves_them_to_the_next()
    {
        await using var peer = new SmtpPeer();
        await using var center = await OverAsync(peer);
        await LeaveAsync(center, await center.SubscribeAsync(WebCenter.News));
        center.Clock.Advance(Window);
        var taken = Assert.Single(
            center.Get<OutboxStore>().Claim(center.Now, TimeSpan.FromMinutes(5), 20, "lost").Rows
        );
        Assert.Equal(0, await RoundAsync(center));
        center.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await RoundAsync(center));
        Assert.Equal($"{taken.MessageId:N}@preferences.example.org", Assert.Single(peer.Received).Message.MessageId);
    }
}
