using System.Net;
using System.Net.Sockets;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Smtp;
using PreferenceCenter.Mail.Transport;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Tests how failures of mail servers are classified.</summary>
public class SmtpFailureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PeerStep.Greeting, "421 4.3.2 shutting down", MailVerdict.Retry, MailCause.Server, true)]
    [InlineData(PeerStep.Greeting, "554 5.3.2 no service here", MailVerdict.Misconfigured, MailCause.Policy, true)]
    [InlineData(PeerStep.Sender, "421 4.7.0 too fast", MailVerdict.Retry, MailCause.Policy, true)]
    [InlineData(PeerStep.Sender, "450 4.1.8 your domain cannot be found", MailVerdict.Retry, MailCause.Policy, false)]
    [InlineData(PeerStep.Sender, "451 4.3.0 try later", MailVerdict.Retry, MailCause.Server, false)]
    [InlineData(PeerStep.Sender, "452 4.3.1 disk full", MailVerdict.Retry, MailCause.Server, false)]
    [InlineData(
        PeerStep.Sender,
        "530 5.7.0 Must issue a STARTTLS command first",
        MailVerdict.Misconfigured,
        MailCause.Policy,
        true
    )]
    [InlineData(
        PeerStep.Sender,
        "550 5.7.60 not allowed to send as this sender",
        MailVerdict.Misconfigured,
        MailCause.Policy,
        true
    )]
    [InlineData(PeerStep.Sender, "553 sorry", MailVerdict.Misconfigured, MailCause.Policy, true)]
    [InlineData(PeerStep.Recipient, "421 4.3.2 shutting down", MailVerdict.Retry, MailCause.Server, true)]
    [InlineData(PeerStep.Recipient, "450 4.2.0 greylisted", MailVerdict.Retry, MailCause.Mailbox, false)]
    [InlineData(PeerStep.Recipient, "450 greylisted", MailVerdict.Retry, MailCause.Server, false)]
    [InlineData(PeerStep.Recipient, "451 4.7.1 greylisted", MailVerdict.Retry, MailCause.Policy, false)]
    [InlineData(PeerStep.Recipient, "452 4.2.2 mailbox full", MailVerdict.Retry, MailCause.Mailbox, false)]
    [InlineData(PeerStep.Recipient, "550 5.1.1 no such user", MailVerdict.GiveUp, MailCause.Address, false)]
    [InlineData(PeerStep.Recipient, "550 no such user", MailVerdict.GiveUp, MailCause.Address, false)]
    [InlineData(PeerStep.Recipient, "550 5.0.0 no such user", MailVerdict.GiveUp, MailCause.Address, false)]
    [InlineData(
        PeerStep.Recipient,
        "550 5.4.1 Recipient address rejected: Access denied",
        MailVerdict.GiveUp,
        MailCause.Address,
        false
    )]
    [InlineData(PeerStep.Recipient, "551 5.1.6 moved", MailVerdict.GiveUp, MailCause.Address, false)]
    [InlineData(PeerStep.Recipient, "553 5.1.3 bad address", MailVerdict.GiveUp, MailCause.Address, false)]
    [InlineData(PeerStep.Recipient, "556 5.1.10 null MX", MailVerdict.GiveUp, MailCause.Address, false)]
    [InlineData(PeerStep.Recipient, "550 5.2.1 turned off", MailVerdict.GiveUp, MailCause.Mailbox, false)]
    [InlineData(PeerStep.Recipient, "552 5.2.2 mailbox full", MailVerdict.GiveUp, MailCause.Mailbox, false)]
    [InlineData(PeerStep.Recipient, "552 no room", MailVerdict.GiveUp, MailCause.Mailbox, false)]
    [InlineData(
        PeerStep.Recipient,
        "554 5.7.1 Relay access denied",
        MailVerdict.Misconfigured,
        MailCause.Policy,
        false
    )]
    [InlineData(
        PeerStep.Recipient,
        "550 5.1.8 sender has no domain",
        MailVerdict.Misconfigured,
        MailCause.Policy,
        false
    )]
    [InlineData(
        PeerStep.Recipient,
        "504 5.5.2 need fully-qualified hostname",
        MailVerdict.Misconfigured,
        MailCause.Policy,
        false
    )]
    [InlineData(PeerStep.Data, "421 4.3.2 shutting down", MailVerdict.Retry, MailCause.Server, true)]
    [InlineData(PeerStep.Data, "451 4.3.0 try later", MailVerdict.Retry, MailCause.Server, false)]
    [InlineData(PeerStep.Data, "554 5.5.1 no valid recipients", MailVerdict.GiveUp, MailCause.Server, false)]
    [InlineData(PeerStep.Content, "421 4.3.0 lost the disk", MailVerdict.Retry, MailCause.Server, true)]
    [InlineData(PeerStep.Content, "450 4.7.1 wait", MailVerdict.Retry, MailCause.Policy, false)]
    [InlineData(PeerStep.Content, "451 4.3.0 try later", MailVerdict.Retry, MailCause.Server, false)]
    [InlineData(PeerStep.Content, "552 5.2.2 mailbox full", MailVerdict.GiveUp, MailCause.Mailbox, false)]
    [InlineData(PeerStep.Content, "552 5.3.4 too big", MailVerdict.GiveUp, MailCause.Content, false)]
    [InlineData(PeerStep.Content, "554 5.6.0 will not", MailVerdict.GiveUp, MailCause.Content, false)]
    [InlineData(PeerStep.Content, "550 looks like spam", MailVerdict.GiveUp, MailCause.Content, false)]
    internal async Task A_refusal_is_sorted(PeerStep step, string reply, MailVerdict verdict, MailCause cause, bool all)
    {
        await using var peer = new SmtpPeer().At(step, reply);
        await using var transport = Samples.Transport(peer);
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal(
            (verdict, reply[..3], cause, all),
            (outcome.Verdict, outcome.Code, outcome.Cause, outcome.AffectsAll)
        );
        Assert.Equal(reply.Split(' ')[1] is ['4' or '5', '.', ..] status ? status : null, outcome.Enhanced);
        Assert.Empty(peer.Received);
    }

    // MailKit sends HELO after EHLO was refused; only the server's replies decide the outcome.
    [Theory]
    [InlineData("421 4.3.2 shutting down", MailVerdict.Retry)]
    [InlineData("550 5.7.1 that is no name", MailVerdict.Misconfigured)]
    internal async Task A_greeting_that_is_refused_is_refused_for_all(string reply, MailVerdict verdict)
    {
        await using var peer = new SmtpPeer().At(PeerStep.Ehlo, reply);
        await using var transport = Samples.Transport(peer);
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((verdict, true), (outcome.Verdict, outcome.AffectsAll));
    }

    // A server that cannot authenticate the sender answers with the code for unknown mailboxes; no recipient may be
    // lost because of it.
    [Theory, Trait("Requirement", "BLK-07")]
    [InlineData(
        "550 5.7.515 Access denied, sending domain EXAMPLE.ORG does not meet the required authentication level"
    )]
    [InlineData(
        "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\r\n550 5.7.26 Gmail requires all senders to authenticate"
    )]
    [InlineData("550 5.7.1 Unauthenticated email is not accepted due to domain's DMARC policy")]
    [InlineData("521 5.7.1 blocked by a list")]
    public async Task What_a_provider_thinks_of_us_is_ours_to_set_right(string reply)
    {
        foreach (var step in (PeerStep[])[PeerStep.Recipient, PeerStep.Content])
        {
            await using var peer = new SmtpPeer().At(step, reply);
            await using var transport = Samples.Transport(peer);
            var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
            Assert.Equal((MailVerdict.Misconfigured, MailCause.Policy), (outcome.Verdict, outcome.Cause));
        }
    }

    [Fact]
    public async Task A_mail_held_back_at_the_last_moment_is_not_sent_and_the_next_one_is()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer);
        Assert.Equal(MailOutcome.HeldBack, await transport.SendAsync(Samples.Message(), () => false, Stop));
        Assert.DoesNotContain("DATA", peer.Commands);
        Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
        Assert.Equal(MailOutcome.HeldBack, await transport.SendAsync(Samples.Message(), () => false, Stop));
    }

    [Fact]
    public async Task Whoever_will_not_have_it_sent_is_heard_and_nothing_was()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer);
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            transport.SendAsync(Samples.Message(), () => throw new InvalidDataException("no"), Stop)
        );
        Assert.DoesNotContain("DATA", peer.Commands);
        Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
    }

    [Theory]
    [InlineData(PeerStep.Greeting, MailVerdict.Retry)]
    [InlineData(PeerStep.Ehlo, MailVerdict.Retry)]
    [InlineData(PeerStep.StartTls, MailVerdict.Retry)]
    [InlineData(PeerStep.Auth, MailVerdict.Retry)]
    [InlineData(PeerStep.Sender, MailVerdict.Retry)]
    [InlineData(PeerStep.Recipient, MailVerdict.Retry)]
    [InlineData(PeerStep.Data, MailVerdict.Retry)]
    [InlineData(PeerStep.Content, MailVerdict.Uncertain)]
    internal async Task A_hang_up_before_the_content_is_retried_and_after_it_uncertain(
        PeerStep step,
        MailVerdict verdict
    )
    {
        await using var peer = new SmtpPeer { OffersStartTls = true, Account = ("centre", "right") }.At(
            step,
            PeerAct.HangUp
        );
        await using var transport = Samples.Transport(
            peer,
            Samples.Smtp(peer, SmtpSecurity.StartTls, user: "centre", password: "right")
        );
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((verdict, "connection-lost"), (outcome.Verdict, outcome.Code));
    }

    [Fact]
    public async Task A_hang_up_inside_the_content_is_uncertain()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Content, PeerAct.HangUpInside);
        await using var transport = Samples.Transport(peer);
        // Larger than all buffers on the way, so that the end comes in the middle.
        var outcome = await transport.SendAsync(
            Samples.Message(content: Samples.Content(text: new string('x', 8_000_000))),
            Samples.Go,
            Stop
        );
        Assert.Equal(MailVerdict.Uncertain, outcome.Verdict);
    }

    public static TheoryData<PeerStep, bool> Stalls() =>
        new(
            new[]
            {
                PeerStep.Greeting,
                PeerStep.Ehlo,
                PeerStep.Sender,
                PeerStep.Recipient,
                PeerStep.Data,
                PeerStep.Content,
            }.SelectMany(step => new[] { (step, true), (step, false) })
        );

    [Theory, MemberData(nameof(Stalls))]
    internal async Task A_server_that_says_nothing_or_never_ends_is_left_after_the_timeout(PeerStep step, bool silent)
    {
        await using var peer = new SmtpPeer().At(step, silent ? PeerAct.Silence : PeerAct.Trickle);
        await using var transport = Samples.Transport(peer, Samples.Smtp(peer, seconds: 0.3));
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal(
            (step == PeerStep.Content ? MailVerdict.Uncertain : MailVerdict.Retry, "timeout"),
            (outcome.Verdict, outcome.Code)
        );
    }

    // Exceptions that the library throws when either side breaks off a handshake.
    [Fact]
    public async Task A_server_that_says_nothing_to_the_TLS_handshake_is_late_and_not_wrongly_set_up()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Greeting, PeerAct.Silence);
        await using var transport = Samples.Transport(peer, Samples.Smtp(peer, SmtpSecurity.Tls, seconds: 0.3));
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((MailVerdict.Retry, "timeout"), (outcome.Verdict, outcome.Code));

        await using var patient = Samples.Transport(peer, Samples.Smtp(peer, SmtpSecurity.Tls));
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        stopping.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            patient.SendAsync(Samples.Message(), Samples.Go, stopping.Token)
        );
    }

    [Theory]
    [InlineData(PeerStep.StartTls)]
    [InlineData(PeerStep.Auth)]
    internal async Task One_that_says_nothing_before_the_first_mail_is_left_after_the_timeout(PeerStep step)
    {
        await using var peer = new SmtpPeer { OffersStartTls = true, Account = ("centre", "right") }.At(
            step,
            PeerAct.Silence
        );
        await using var transport = Samples.Transport(
            peer,
            Samples.Smtp(peer, SmtpSecurity.StartTls, user: "centre", password: "right", seconds: 1)
        );
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((MailVerdict.Retry, "timeout", true), (outcome.Verdict, outcome.Code, outcome.AffectsAll));
    }

    // Half a surrogate pair is not a character, and the database refuses it.
    [Fact]
    public void A_long_reply_is_not_cut_within_a_letter()
    {
        var output = SmtpReplyText.Of(new string('x', 199) + "\U0001F600 and more", null);
        Assert.Equal(new string('x', 199), output);
    }

    [Fact]
    public async Task A_wrong_password_is_shouted_and_an_overloaded_login_is_retried()
    {
        await using var peer = new SmtpPeer { Account = ("centre", "right") };
        await using var transport = Samples.Transport(peer, Samples.Smtp(peer, user: "centre", password: "wrong"));
        var refused = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal(
            (MailVerdict.Misconfigured, "535", "5.7.8", true),
            (refused.Verdict, refused.Code, refused.Enhanced, refused.AffectsAll)
        );
        peer.At(PeerStep.Auth, "454 4.7.0 Temporary authentication failure");
        var busy = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((MailVerdict.Retry, "454", true), (busy.Verdict, busy.Code, busy.AffectsAll));
    }

    [Fact]
    public async Task A_login_that_is_not_offered_is_shouted()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer, Samples.Smtp(peer, user: "centre", password: "right"));
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((MailVerdict.Misconfigured, "not-offered"), (outcome.Verdict, outcome.Code));
    }

    [Fact]
    public async Task TLS_spoken_to_a_plain_server_is_shouted()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer, Samples.Smtp(peer, SmtpSecurity.Tls));
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((MailVerdict.Misconfigured, true), (outcome.Verdict, outcome.AffectsAll));
    }

    [Fact]
    public async Task A_server_that_is_down_is_retried()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(
            peer,
            new SmtpOptions
            {
                Host = "127.0.0.1",
                Port = port,
                Security = SmtpSecurity.None,
            }
        );
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((MailVerdict.Retry, "unreachable", true), (outcome.Verdict, outcome.Code, outcome.AffectsAll));
    }

    [Theory]
    [InlineData("550 5.1.1 <Jane.Doe@Example.com>: Recipient address rejected")]
    [InlineData("550 5.1.1 mailbox jane.doe unknown at example.com; see http://x.example/?a=jane.doe%40example.com")]
    [InlineData("550-5.1.1 Jane.Doe@Example.com\r\n550 5.1.1 bounce+jane.doe=example.com@example.net does not exist")]
    public async Task What_a_server_says_is_kept_without_the_address(string reply)
    {
        await using var peer = new SmtpPeer().At(PeerStep.Recipient, reply);
        await using var transport = Samples.Transport(peer);
        var outcome = await transport.SendAsync(Samples.Message("Jane.Doe@Example.com"), Samples.Go, Stop);
        Assert.Equal("5.1.1", outcome.Enhanced);
        Assert.DoesNotContain("jane", outcome.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<address>", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_stops_waiting_before_the_content_has_sent_nothing()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Recipient, PeerAct.Silence);
        await using var transport = Samples.Transport(peer);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var sending = transport.SendAsync(Samples.Message(), Samples.Go, stop.Token);
        stop.CancelAfter(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        peer.At(PeerStep.Recipient, "250 2.1.5 ok");
        Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
    }

    [Fact]
    public async Task Whoever_stops_waiting_after_the_content_is_told_that_it_may_have_arrived()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Content, PeerAct.Silence);
        await using var transport = Samples.Transport(peer);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var sending = transport.SendAsync(Samples.Message(), Samples.Go, stop.Token);
        stop.CancelAfter(500);
        Assert.Equal(MailVerdict.Uncertain, (await sending).Verdict);
    }
}
