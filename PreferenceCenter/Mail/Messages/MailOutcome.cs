using PreferenceCenter.Hosting;

namespace PreferenceCenter.Mail.Messages;

internal enum MailVerdict : byte
{
    Sent,

    /// <summary>Refused or unreachable for now.</summary>
    Retry,

    /// <summary>Refused for good: this address, this mail.</summary>
    GiveUp,

    /// <summary>Refused for what somebody has to set right: tried again slowly, and shouted.</summary>
    Misconfigured,

    /// <summary>The connection was lost after the mail was on its way: it may have arrived.</summary>
    Uncertain,
}

/// <summary>
/// What it was about. Only the first can say anything of a person's address; nobody is suppressed for it here all the
/// same.
/// </summary>
internal enum MailCause : byte
{
    None,

    /// <summary>There is no such mailbox.</summary>
    Address,

    /// <summary>There is one, but it takes nothing now: full, turned off.</summary>
    Mailbox,

    /// <summary>This mail: its size, its form, what a filter makes of its words.</summary>
    Content,

    /// <summary>
    /// How we are set up, or what the other side thinks of us: login, relaying, signatures, reputation. Never the
    /// person's fault.
    /// </summary>
    Policy,

    /// <summary>The mail server, or the way to it.</summary>
    Server,
}

/// <summary>What became of one attempt.</summary>
/// <param name="Code">The server's reply code, or a word of ours: <c>connection-lost</c>, <c>smtputf8-unsupported</c>,
/// …</param>
/// <param name="Enhanced">RFC 3463 status such as 5.1.1, where the server gave one.</param>
/// <param name="Text">For staff; holds no address.</param>
/// <param name="AffectsAll">The next mail would fare the same (connection, TLS, login, sender): better not to try it
/// now.</param>
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

    /// <summary>The last process ended between handing a mail over and writing down what became of it.</summary>
    public const string ProcessEnded = "process-ended";

    /// <summary>Fits a column of the outbox: <c>550 5.1.1 (address) User unknown</c>.</summary>
    public override string ToString() =>
        string.Join(
            ' ',
            new[] { Code, Enhanced, Cause == MailCause.None ? null : $"({Name(Cause)})", Text }.Where(part =>
                !string.IsNullOrEmpty(part)
            )
        );

    public static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
