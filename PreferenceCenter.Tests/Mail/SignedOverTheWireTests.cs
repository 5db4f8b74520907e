using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Smtp;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Tests.Mail.Dkim;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>
/// Tests that a signed mail arrives with its signature intact, whatever extensions the server offers.
/// </summary>
[Trait("Requirement", "DKM-01")]
public sealed class SignedOverTheWireTests
{
    private static readonly SigningKey Key = new();
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("jane@example.com", "Hello\n", false)]
    [InlineData("jane@bücher.example", "Grüße\n", false)]
    [InlineData("用户@example.com", "Привет – مرحبا\n", true)]
    [InlineData("jane@example.com", "one\n.\n..two\n  three   four \n\n\n", true)]
    public async Task It_verifies_at_the_other_end(string to, string text, bool utf8)
    {
        await using var peer = new SmtpPeer { OffersSmtpUtf8 = utf8 };
        await using var transport = Samples.Transport(peer);
        var direct = new DirectMail(new MailMessageBuilder(Samples.Options(), Samples.Site, Key.Signer()), transport);
        var content = Samples.Content(subject: "Your choices – Ваш выбор", html: $"<p>{text}</p>", text: text);
        Assert.Equal(
            MailVerdict.Sent,
            (await direct.SendAsync(new OutgoingMail(Samples.Id, to, content, Samples.At), Stop)).Verdict
        );
        Assert.True(Key.Verifies(Assert.Single(peer.Received).Content));
    }

    [Fact]
    public async Task Without_a_key_it_goes_unsigned()
    {
        await using var peer = new SmtpPeer();
        await using var transport = new SmtpTransport(
            Samples.Smtp(peer),
            "choices.example.org",
            TimeProvider.System,
            NullLogger<SmtpTransport>.Instance
        );
        var direct = new DirectMail(new MailMessageBuilder(Samples.Options(), Samples.Site), transport);
        await direct.SendAsync(new OutgoingMail(Samples.Id, "jane@example.com", Samples.Content(), Samples.At), Stop);
        Assert.False(Key.Verifies(Assert.Single(peer.Received).Content));
    }

    [Fact]
    public async Task What_cannot_be_built_is_told_and_not_sent()
    {
        await using var peer = new SmtpPeer();
        await using var transport = Samples.Transport(peer);
        var outcome = await new DirectMail(
            new MailMessageBuilder(Samples.Options(), Samples.Site),
            transport
        ).SendAsync(new OutgoingMail(Samples.Id, "nobody", Samples.Content(), Samples.At), Stop);
        Assert.Equal((MailVerdict.GiveUp, "address-invalid"), (outcome.Verdict, outcome.Code));
        Assert.Empty(peer.Commands);
    }
}
