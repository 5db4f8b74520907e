using MimeKit;
using PreferenceCenter.Mail.Dkim;

namespace PreferenceCenter.Mail.Transport;

internal enum MailTransportKind
{
    Pickup,
    Smtp,
}

/// <summary><c>StartTls</c> is required, not hoped for: a server that does not offer it gets no mail.</summary>
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
    /// Whom the organisation's mailings come from, sent by others: never <see cref="From"/>, or one bad stream spoils
    /// the other's name.
    /// </summary>
    public MailboxAddress? ListsFrom { get; init; }

    /// <summary>How long the first change of a person waits for others to share its mail.</summary>
    public required TimeSpan CoalesceFor { get; init; }
    public required TimeSpan SentRetention { get; init; }
    public MailboxAddress? RepliesTo { get; init; }
    public required string ListDomain { get; init; }
    public required SmtpOptions Smtp { get; init; }

    /// <summary>Null where somebody else signs.</summary>
    public DkimOptions? Dkim { get; init; }
}

/// <summary>A class, not a record: a record's ToString would print the password.</summary>
internal sealed class SmtpOptions
{
    public string Host { get; init; } = "localhost";
    public int Port { get; init; } = 587;
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;
    public string? UserName { get; init; }
    public string? Password { get; init; }
    public int Connections { get; init; } = 2;

    /// <summary>
    /// Bounds opening a connection and handing over a mail, each as a whole: a server that drips bytes cannot hold a
    /// mail past its lease.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>No call of the transport takes longer: a kept connection that fails, a new one, the mail.</summary>
    public TimeSpan LongestSend => Timeout * 4;
}
