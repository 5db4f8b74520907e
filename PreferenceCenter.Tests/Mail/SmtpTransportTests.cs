using System.Text;
using Microsoft.Extensions.Time.Testing;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Tests the SMTP transport: encryption, connections and their reuse.</summary>
public class SmtpTransportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact, Trait("Requirement", "MSG-09"), Trait("Requirement", "MSG-10")]
    public async Task The_server_gets_the_mail_for_one_recipient_in_the_case_it_was_typed()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer);
        Assert.Equal(
            MailOutcome.Sent,
            await transport.SendAsync(Samples.Message("Jane.Doe@Example.com"), Samples.Go, Stop)
        );

        var mail = Assert.Single(peer.Received);
        Assert.Equal(["Jane.Doe@Example.com"], mail.Recipients);
        Assert.Equal("hello@example.org", mail.Sender);
        Assert.Equal("Hello", mail.Message.TextBody!.Trim());
        Assert.Contains("EHLO choices.example.org", peer.Commands);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    internal async Task It_encrypts_before_it_logs_in(SmtpSecurity security)
    {
        await using var peer = new SmtpPeer
        {
            Tls = security == SmtpSecurity.Tls,
            OffersStartTls = true,
            Account = ("centre", "right"),
        };
        await using var transport = Samples.Transport(
            peer,
            Samples.Smtp(peer, security, user: "centre", password: "right")
        );
        Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
        var mail = Assert.Single(peer.Received);
        Assert.Equal((true, "centre"), (mail.Encrypted, mail.User));
    }

    [Fact]
    public async Task StartTls_is_required_not_hoped_for()
    {
        await using var peer = new SmtpPeer { Account = ("centre", "right") };
        await using var transport = Samples.Transport(
            peer,
            Samples.Smtp(peer, SmtpSecurity.StartTls, user: "centre", password: "right")
        );
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal(
            (MailVerdict.Misconfigured, "not-offered", true),
            (outcome.Verdict, outcome.Code, outcome.AffectsAll)
        );
        Assert.Empty(peer.Received);
        Assert.DoesNotContain(peer.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_shouted()
    {
        await using var peer = new SmtpPeer { OffersStartTls = true };
        await using var transport = new PreferenceCenter.Mail.Smtp.SmtpTransport(
            Samples.Smtp(peer, SmtpSecurity.StartTls),
            "choices.example.org",
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<PreferenceCenter.Mail.Smtp.SmtpTransport>.Instance
        );
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((MailVerdict.Misconfigured, "tls-untrusted"), (outcome.Verdict, outcome.Code));
        Assert.Empty(peer.Received);
    }

    [Fact]
    public async Task One_connection_serves_many_mails()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer);
        for (var i = 0; i < 5; i++)
            Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
        Assert.Equal((5, 1), (peer.Received.Count, peer.Connections));
    }

    [Fact]
    public async Task No_more_connections_than_allowed()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer, Samples.Smtp(peer, connections: 2));
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => transport.SendAsync(Samples.Message(id: Guid.CreateVersion7()), Samples.Go, Stop))
        );
        Assert.All(outcomes, outcome => Assert.Equal(MailVerdict.Sent, outcome.Verdict));
        Assert.Equal(20, peer.Received.Select(mail => mail.Message.MessageId).Distinct().Count());
        Assert.InRange(peer.Connections, 1, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task As_many_as_allowed_are_on_their_way_at_once_and_never_more(int connections)
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer, Samples.Smtp(peer, connections: connections));
        // No client is answered before as many as allowed have connected; then all
        // are released, so that no more than these can ever have met.
        using var met = new CountdownEvent(connections);
        var (inside, most) = (0, 0);
        peer.Reached = step =>
        {
            if (step is not PeerStep.Content)
                return;
            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            if (!met.IsSet)
                met.Signal();
            met.Wait(TimeSpan.FromSeconds(15), Stop);
            Interlocked.Decrement(ref inside);
        };
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(_ =>
                    Task.Run(() => transport.SendAsync(Samples.Message(id: Guid.CreateVersion7()), Samples.Go, Stop))
                )
        );
        Assert.All(outcomes, outcome => Assert.Equal(MailVerdict.Sent, outcome.Verdict));
        Assert.Equal((connections, connections), (most, peer.Connections));
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = most; now > seen; seen = most)
            if (Interlocked.CompareExchange(ref most, now, seen) == seen)
                return;
    }

    [Fact]
    public async Task After_a_pause_it_asks_whether_the_server_is_still_there_and_after_a_long_one_it_connects_anew()
    {
        var time = new FakeTimeProvider();
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer, time: time);
        await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        time.Advance(TimeSpan.FromSeconds(30));
        await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((1, 1), (peer.Commands.Count(command => command == "NOOP"), peer.Connections));
        time.Advance(TimeSpan.FromMinutes(5));
        await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal((3, 2), (peer.Received.Count, peer.Connections));
    }

    [Fact]
    public async Task Idle_connections_are_hung_up_on_request()
    {
        var time = new FakeTimeProvider();
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer, time: time);
        await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        await transport.CloseIdleAsync();
        Assert.DoesNotContain("QUIT", peer.Commands);
        time.Advance(TimeSpan.FromMinutes(2));
        await transport.CloseIdleAsync();
        Assert.Contains("QUIT", peer.Commands);
    }

    public static TheoryData<PeerStep> LostBeforeTheMail() =>
        [PeerStep.Noop, PeerStep.Sender, PeerStep.Recipient, PeerStep.Data];

    [Theory, MemberData(nameof(LostBeforeTheMail))]
    internal async Task A_kept_connection_that_ended_is_replaced_within_the_same_attempt(PeerStep step)
    {
        var time = new FakeTimeProvider();
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer, time: time);
        await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        if (step == PeerStep.Noop)
            time.Advance(TimeSpan.FromSeconds(30));
        peer.Once(step, PeerAct.HangUp);
        Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
        peer.Once(PeerStep.Sender, "421 4.3.2 too many mails on this connection");
        Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
        Assert.Equal((3, 3), (peer.Received.Count, peer.Connections));
    }

    [Fact]
    public async Task A_kept_connection_that_says_nothing_any_more_is_replaced_within_the_same_attempt()
    {
        var time = new FakeTimeProvider();
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer, Samples.Smtp(peer, seconds: 0.5), time: time);
        await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        time.Advance(TimeSpan.FromSeconds(30));
        peer.Once(PeerStep.Noop, PeerAct.Silence);
        Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
        Assert.Equal((2, 2), (peer.Received.Count, peer.Connections));
    }

    [Fact]
    public async Task A_refused_mail_leaves_the_connection_good_for_the_next()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer);
        peer.Once(PeerStep.Recipient, "550 5.1.1 no such user");
        Assert.Equal(MailVerdict.GiveUp, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
        Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
        Assert.Equal(1, peer.Connections);
    }

    [Fact, Trait("Requirement", "MSG-11")]
    public async Task Without_SMTPUTF8_an_address_beyond_ASCII_is_given_up_not_mangled()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer);
        var outcome = await transport.SendAsync(Samples.Message("用户@example.com"), Samples.Go, Stop);
        Assert.Equal(
            (MailVerdict.GiveUp, "smtputf8-unsupported", "5.6.7", false),
            (outcome.Verdict, outcome.Code, outcome.Enhanced, outcome.AffectsAll)
        );
        Assert.DoesNotContain(peer.Commands, command => command.StartsWith("RCPT", StringComparison.Ordinal));
        Assert.Equal(MailVerdict.Sent, (await transport.SendAsync(Samples.Message(), Samples.Go, Stop)).Verdict);
    }

    [Fact, Trait("Requirement", "MSG-11")]
    public async Task With_SMTPUTF8_it_is_written_as_it_is()
    {
        await using var peer = new SmtpPeer { OffersSmtpUtf8 = true };
        await using var transport = Samples.Transport(peer);
        Assert.Equal(
            MailVerdict.Sent,
            (await transport.SendAsync(Samples.Message("用户@example.com"), Samples.Go, Stop)).Verdict
        );
        var mail = Assert.Single(peer.Received);
        Assert.Equal(["用户@example.com"], mail.Recipients);
        Assert.Contains(
            peer.Commands,
            command =>
                command.StartsWith("MAIL", StringComparison.Ordinal)
                && command.Contains("SMTPUTF8", StringComparison.Ordinal)
        );
        Assert.Equal("用户@example.com", Assert.Single(mail.Message.To.Mailboxes).Address);
    }

    [Theory, Trait("Requirement", "MSG-11")]
    [InlineData("User@bücher.example", "User@xn--bcher-kva.example", false, false)]
    [InlineData("User@bücher.example", "User@xn--bcher-kva.example", true, false)]
    [InlineData("用户@bücher.example", "用户@xn--bcher-kva.example", true, true)]
    public async Task A_domain_is_A_labels_and_only_a_local_part_asks_for_SMTPUTF8(
        string to,
        string recipient,
        bool offered,
        bool asked
    )
    {
        await using var peer = new SmtpPeer { OffersSmtpUtf8 = offered };
        await using var transport = Samples.Transport(peer);
        var options = Samples.Options();
        options.From.Address = "choices@bücher.example";
        var direct = new DirectMail(new MailMessageBuilder(options, Samples.Site), transport);
        var mail = new OutgoingMail(Samples.Id, to, Samples.Content(), Samples.At);
        Assert.Equal(MailVerdict.Sent, (await direct.SendAsync(mail, Stop)).Verdict);
        var received = Assert.Single(peer.Received);
        Assert.Equal("choices@xn--bcher-kva.example", received.Sender);
        Assert.Equal([recipient], received.Recipients);
        Assert.DoesNotContain("bücher", Encoding.UTF8.GetString(received.Content), StringComparison.Ordinal);
        Assert.Equal(
            asked,
            peer.Commands.Single(command => command.StartsWith("MAIL", StringComparison.Ordinal))
                .Contains("SMTPUTF8", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Lines_that_begin_with_a_dot_arrive_with_it()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer);
        await transport.SendAsync(
            Samples.Message(content: Samples.Content(text: "one\n.\n..two\n.three\n")),
            Samples.Go,
            Stop
        );
        Assert.Equal(
            "one\n.\n..two\n.three\n",
            Assert.Single(peer.Received).Message.TextBody!.ReplaceLineEndings("\n")
        );
    }
}
