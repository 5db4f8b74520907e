using MimeKit;
using PreferenceCenter.Mail.Dkim;

namespace PreferenceCenter.Mail.Transport;

/// <summary>How mails are sent: written to a directory, or over SMTP.</summary>
internal enum MailTransportKind
{
    Pickup,
    Smtp,
}

/// <summary>
/// Encryption of the SMTP connection. <c>StartTls</c> is required, not optional: a server that does not offer it gets
/// no mail.
/// </summary>
internal enum SmtpSecurity
{
    None,
    StartTls,
    Tls,
}

/// <summary>The settings under <c>Mail:</c>, read and checked by <see cref="MailSettings"/>.</summary>
internal sealed class MailOptions
{
    public required MailTransportKind Transport { get; init; }
    public required string PickupDirectory { get; init; }
    public required MailboxAddress From { get; init; }

    /// <summary>
    /// Sender of the organisation's mailings, which other systems send. It must differ from <see cref="From"/>, or a
    /// bad reputation of one would harm the other.
    /// </summary>
    public MailboxAddress? ListsFrom { get; init; }

    /// <summary>How long a subscriber's first change waits for further ones, to share one mail with them.</summary>
    public required TimeSpan CoalesceFor { get; init; }
    public required TimeSpan SentRetention { get; init; }
    public MailboxAddress? RepliesTo { get; init; }

    /// <summary>
    /// The mailbox that a <c>mailto:</c> to unsubscribe may name: <see cref="RepliesTo"/>, once something reads it.
    /// Nothing does so far, and an unsubscribe that nobody reads is worse than none.
    /// </summary>
    public MailboxAddress? LeavesByMail { get; }

    /// <summary>Whether a provider's one-click unsubscribe is confirmed by email, as what people do on our pages
    /// is.</summary>
    public bool ConfirmOneClick { get; init; }
    public required string ListDomain { get; init; }
    public required SmtpOptions Smtp { get; init; }

    /// <summary>Null if mails are not signed here, but by a relay.</summary>
    public DkimOptions? Dkim { get; init; }
}

/// <summary>
/// SMTP server, login and limits. A class and not a record: the ToString of a record would print the password.
/// </summary>
internal sealed class SmtpOptions
{
    public string Host { get; init; } = "localhost";
    public int Port { get; init; } = 587;
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;
    public string? UserName { get; init; }
    public string? Password { get; init; }
    public int Connections { get; init; } = 2;

    /// <summary>
    /// Limits opening a connection and sending a mail, each as a whole: a server that answers byte by byte cannot hold
    /// a mail past its lease.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Upper limit for one call of the transport: a reused connection that fails, a new one, the mail.
    /// </summary>
    public TimeSpan LongestSend => Timeout * 4;
}
