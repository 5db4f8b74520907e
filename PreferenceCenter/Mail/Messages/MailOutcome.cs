using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Messages;

/// <summary>Result of an attempt to send a mail.</summary>
internal enum MailVerdict : byte
{
    Sent,

    /// <summary>Refused or unreachable for now.</summary>
    Retry,

    /// <summary>Refused permanently, for this address or this mail.</summary>
    GiveUp,

    /// <summary>Refused because of a configuration fault: tried again slowly, and logged as an error.</summary>
    Misconfigured,

    /// <summary>The connection was lost while the mail was being sent: it may have arrived.</summary>
    Uncertain,
}

/// <summary>
/// Cause of a refusal. Only <c>Address</c> says something about a subscriber's address, and even that does not suppress
/// the address here.
/// </summary>
internal enum MailCause : byte
{
    None,

    /// <summary>The mailbox does not exist.</summary>
    Address,

    /// <summary>The mailbox exists but accepts nothing now: full or disabled.</summary>
    Mailbox,

    /// <summary>This mail: its size, its form, or a filter's verdict on its text.</summary>
    Content,

    /// <summary>
    /// Our configuration, or the receiving side's policy about us: login, relaying, signatures, reputation. Never
    /// caused by the subscriber.
    /// </summary>
    Policy,

    /// <summary>The mail server, or the connection to it.</summary>
    Server,
}

/// <summary>Outcome of one attempt to send a mail.</summary>
/// <param name="Code">The server's reply code, or a code of our own: <c>connection-lost</c>,
/// <c>smtputf8-unsupported</c>, …</param>
/// <param name="Enhanced">RFC 3463 status such as 5.1.1, if the server sent one.</param>
/// <param name="Text">Explanation for staff; contains no address.</param>
/// <param name="AffectsAll">Whether the next mail would fail in the same way (connection, TLS, login, sender), so that
/// it should not be tried now.</param>
internal sealed record MailOutcome(
    MailVerdict Verdict,
    string Code,
    string? Enhanced = null,
    string Text = "",
    MailCause Cause = MailCause.Server,
    bool AffectsAll = false
)
{
    public static readonly MailOutcome Sent = new(MailVerdict.Sent, "250", Cause: MailCause.None);

    /// <summary>The caller held the mail back at the last moment: nothing was sent.</summary>
    public static readonly MailOutcome HeldBack = new(MailVerdict.Retry, "held-back", Cause: MailCause.None);

    /// <summary>The last process ended after it began to send the mail and before it recorded the result.</summary>
    public const string ProcessEnded = "process-ended";

    /// <summary>One line that fits a column of the outbox: <c>550 5.1.1 (address) User unknown</c>.</summary>
    public override string ToString() =>
        string.Join(
            ' ',
            new[] { Code, Enhanced, Cause == MailCause.None ? null : $"({WireName.Of(Cause)})", Text }.Where(part =>
                !string.IsNullOrEmpty(part)
            )
        );
}
