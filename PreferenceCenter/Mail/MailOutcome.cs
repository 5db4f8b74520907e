namespace PreferenceCenter.Mail;

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

/// <summary>What became of one attempt.</summary>
/// <param name="Code">The server's reply code, or a word of ours: <c>connection-lost</c>, <c>smtputf8-unsupported</c>, …</param>
/// <param name="Enhanced">RFC 3463 status such as 5.1.1, where the server gave one.</param>
/// <param name="Text">For staff; holds no address.</param>
/// <param name="AffectsAll">The next mail would fare the same (connection, TLS, login, sender): better not to try it now.</param>
internal sealed record MailOutcome(MailVerdict Verdict, string Code, string? Enhanced = null, string Text = "", bool AffectsAll = false)
{
    public static readonly MailOutcome Sent = new(MailVerdict.Sent, "250");

    /// <summary>Fits a column of the outbox.</summary>
    public override string ToString() => string.Join(' ', new[] { Code, Enhanced, Text }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>The wire.</summary>
internal interface IMailTransport
{
    /// <summary>Never throws for what a server or a network does; only <see cref="OperationCanceledException"/>, and then nothing was sent.</summary>
    Task<MailOutcome> SendAsync(MimeKit.MimeMessage message, CancellationToken cancellationToken);

    /// <summary>Hangs up what has been idle; called while there is nothing to send.</summary>
    Task CloseIdleAsync() => Task.CompletedTask;
}
