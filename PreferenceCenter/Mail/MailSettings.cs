using System.Net;
using System.Text;
using MimeKit;
using PreferenceCenter.Data;
using PreferenceCenter.Mail.Dkim;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Mail;

/// <summary>Default values that the mail settings take from other settings.</summary>
internal sealed record MailDefaults(bool Development, string SiteName, string? PublicHost, string StorageDirectory);

/// <summary>Reads the settings under <c>Mail:</c>; faults are reported to the reader.</summary>
internal static class MailSettings
{
    private static readonly MailboxAddress Invalid = new("", "nobody@invalid");

    public static MailOptions Read(SettingReader settings, MailDefaults defaults)
    {
        var transport = settings.Choice<MailTransportKind>(
            "Mail:Transport",
            defaults.Development ? MailTransportKind.Pickup : null
        );
        var from =
            settings.Text("Mail:From") is null && defaults.Development
                ? new MailboxAddress(defaults.SiteName, "no-reply@localhost")
                : Mailbox(settings, "Mail:From");
        var options = Read(settings, defaults, transport, from);
        if (options.ListsFrom is { } lists && lists.Address.Equals(from.Address, StringComparison.OrdinalIgnoreCase))
            settings.Fault(
                "Mail:ListsFrom",
                "is Mail:From: service mail and mailings come from different mailboxes, or a complaint about one harms the other"
            );
        return options;
    }

    private static MailOptions Read(
        SettingReader settings,
        MailDefaults defaults,
        MailTransportKind transport,
        MailboxAddress from
    ) =>
        new()
        {
            Transport = transport,
            PickupDirectory = settings.Folder(
                "Mail:PickupDirectory",
                Path.Combine(defaults.StorageDirectory, "mail"),
                "where mails are written"
            ),
            From = from,
            ListsFrom = settings.Text("Mail:ListsFrom") is null ? null : Mailbox(settings, "Mail:ListsFrom"),
            CoalesceFor = settings.Duration(
                "Mail:CoalesceFor",
                defaults.Development ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(2),
                TimeSpan.Zero,
                TimeSpan.FromHours(1)
            ),
            SentRetention = settings.Duration(
                "Mail:SentRetention",
                TimeSpan.FromDays(7),
                TimeSpan.Zero,
                TimeSpan.FromDays(365)
            ),
            RepliesTo = settings.Text("Mail:RepliesTo") is null ? null : Mailbox(settings, "Mail:RepliesTo"),
            ConfirmOneClick = settings.Flag("Mail:ConfirmOneClick", false),
            ListDomain = ListDomain(settings, defaults.PublicHost ?? "localhost"),
            Smtp = Smtp(settings),
            Dkim = DkimSettings.Read(settings, from),
        };

    private static MailboxAddress Mailbox(SettingReader settings, string key)
    {
        var text = settings.Text(key, null, "a mailbox, as in Example <hello@example.com>");
        if (text.Length == 0)
            return Invalid;
        if (
            !MailboxAddress.TryParse(text, out var mailbox)
            || mailbox.Address.IndexOf('@', StringComparison.Ordinal) is not (> 0 and var at)
        )
            settings.Fault(key, $"'{text}' is no mailbox; write hello@example.com or Example <hello@example.com>");
        // RFC 6531: a sender with such a local part could write only to servers that offer SMTPUTF8.
        else if (!Ascii.IsValid(mailbox.Address.AsSpan(0, at)))
            settings.Fault(key, "has letters beyond ASCII before the @, which most mail servers refuse");
        return mailbox ?? Invalid;
    }

    private static string ListDomain(SettingReader settings, string otherwise)
    {
        if (settings.Text("Mail:ListDomain") is not { } domain)
            return otherwise;
        if (Uri.CheckHostName(domain) != UriHostNameType.Dns || !Ascii.IsValid(domain))
            settings.Fault("Mail:ListDomain", $"'{domain}' is no domain name");
        return domain;
    }

    private static SmtpOptions Smtp(SettingReader settings)
    {
        var smtp = new SmtpOptions
        {
            Host = settings.Text("Mail:Smtp:Host") ?? "localhost",
            Port = settings.Number("Mail:Smtp:Port", 587, 1, 65535),
            Security = settings.Choice<SmtpSecurity>("Mail:Smtp:Security", SmtpSecurity.StartTls),
            UserName = settings.Text("Mail:Smtp:UserName"),
            Password = settings.Secret("Mail:Smtp:Password"),
            Connections = settings.Number("Mail:Smtp:Connections", 2, 1, 64),
            Timeout = settings.Duration(
                "Mail:Smtp:Timeout",
                TimeSpan.FromMinutes(1),
                TimeSpan.FromSeconds(1),
                TimeSpan.FromMinutes(10)
            ),
        };
        if (smtp.UserName is null != smtp.Password is null)
            settings.Fault(
                smtp.UserName is null ? "Mail:Smtp:UserName" : "Mail:Smtp:Password",
                "is missing: user name and password go together"
            );
        if (smtp is { UserName: not null, Security: SmtpSecurity.None } && !IsLoopback(smtp.Host))
            settings.Fault(
                "Mail:Smtp:Security",
                "is None, which would send the password in the clear: use StartTls or Tls"
            );
        if (Uri.CheckHostName(smtp.Host) == UriHostNameType.Unknown)
            settings.Fault("Mail:Smtp:Host", $"'{smtp.Host}' is no host name");
        return smtp;
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
