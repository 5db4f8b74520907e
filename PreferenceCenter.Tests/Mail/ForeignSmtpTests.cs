using System.Text;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Tests.Mail.Dkim;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Tests sending to a mail server that this project did not write.</summary>
public sealed class ForeignSmtpTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Jane.Doe@Example.com")]
    [InlineData("用户@example.com")]
    public async Task It_takes_a_signed_mail_over_TLS_after_a_login(string to)
    {
        await using var server = await ForeignSmtp.StartAsync(Stop);
        await using var transport = Transport(server, "right");
        var key = new SigningKey();
        var direct = new DirectMail(new MailMessageBuilder(Samples.Options(), Samples.Site, key.Signer()), transport);
        for (var i = 0; i < 3; i++)
        {
            var outcome = await direct.SendAsync(
                new OutgoingMail(Samples.Id, to, Samples.Content(text: "one\n.\nGrüße\n"), Samples.At),
                Stop
            );
            Assert.Equal(MailOutcome.Sent, outcome);
            var mail = await server.NextAsync(Stop);
            Assert.Equal((to, true, "centre"), (Assert.Single(mail.To), mail.Tls, mail.User));
            Assert.True(key.Verifies(Encoding.UTF8.GetBytes(mail.Content)));
        }
    }

    [Fact]
    public async Task It_refuses_a_wrong_password_and_that_is_ours_to_set_right()
    {
        await using var server = await ForeignSmtp.StartAsync(Stop);
        await using var transport = Transport(server, "wrong");
        var outcome = await transport.SendAsync(Samples.Message(), Samples.Go, Stop);
        Assert.Equal(
            (MailVerdict.Misconfigured, "535", MailCause.Policy, true),
            (outcome.Verdict, outcome.Code, outcome.Cause, outcome.AffectsAll)
        );
    }

    private static PreferenceCenter.Mail.Smtp.SmtpTransport Transport(ForeignSmtp server, string password) =>
        new(
            new SmtpOptions
            {
                Host = "127.0.0.1",
                Port = server.Port,
                Security = SmtpSecurity.StartTls,
                UserName = "centre",
                Password = password,
                Timeout = TimeSpan.FromSeconds(20),
            },
            "choices.example.org",
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<PreferenceCenter.Mail.Smtp.SmtpTransport>.Instance,
            SmtpPeer.Trust
        );
}
