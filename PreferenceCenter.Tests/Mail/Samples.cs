using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Smtp;
using PreferenceCenter.Mail.Transport;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Samples for the mail tests.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset At = new(2026, 11, 23, 19, 15, 0, TimeSpan.Zero);
    public static readonly Guid Id = new("0193a5b0-1111-7222-8333-444455556666");

    public static Site Site { get; } =
        new()
        {
            PublicUrl = new Uri("https://choices.example.org/"),
            Name = "Northwind",
            Controller = "Northwind Traders Ltd",
            PostalAddress = "1 Harbour Street, 20457 Hamburg, Germany",
            PrivacyContact = "privacy@example.org",
            PrivacyNoticeUrl = "https://example.org/privacy",
            SupervisoryAuthority = "HmbBfDI",
            Languages = PreferenceCenter.Domain.Languages.All,
        };

    public static MailOptions Options(string from = "Northwind <hello@example.org>") =>
        new()
        {
            Transport = MailTransportKind.Pickup,
            PickupDirectory = "",
            From = MailboxAddress.Parse(from),
            CoalesceFor = TimeSpan.Zero,
            SentRetention = TimeSpan.Zero,
            ListDomain = "choices.example.org",
            Smtp = new SmtpOptions(),
        };

    public static MailContent Content(
        string subject = "Your preferences are saved",
        string html = "<p>Hello</p>",
        string text = "Hello\n",
        string language = "en"
    ) => new(language, subject, html, text);

    public static MimeMessage Message(string to = "Jane.Doe@Example.com", MailContent? content = null, Guid? id = null)
    {
        var built = new MailMessageBuilder(Options(), Site).TryBuild(
            new OutgoingMail(id ?? Id, to, content ?? Content(), At),
            out var message,
            out _
        );
        Assert.True(built);
        return message!;
    }

    /// <summary>Callback that allows every mail to be sent.</summary>
    public static readonly Func<bool> Go = () => true;

    public static byte[] Bytes(MimeMessage message)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        using var stream = new MemoryStream();
        message.WriteTo(format, stream);
        return stream.ToArray();
    }

    public static SmtpTransport Transport(SmtpPeer peer, SmtpOptions? options = null, TimeProvider? time = null) =>
        new(
            options ?? Smtp(peer),
            "choices.example.org",
            time ?? TimeProvider.System,
            NullLogger<SmtpTransport>.Instance,
            SmtpPeer.Trust
        );

    public static SmtpOptions Smtp(
        SmtpPeer peer,
        SmtpSecurity security = SmtpSecurity.None,
        int connections = 2,
        string? user = null,
        string? password = null,
        double seconds = 20
    ) =>
        new()
        {
            Host = "127.0.0.1",
            Port = peer.Port,
            Security = security,
            Connections = connections,
            UserName = user,
            Password = password,
            Timeout = TimeSpan.FromSeconds(seconds),
        };
}
