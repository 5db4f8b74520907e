using MimeKit;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Transport;

/// <summary>The wire.</summary>
internal interface IMailTransport
{
    /// <summary>
    /// Never throws for what a server or a network does; only <see cref="OperationCanceledException"/>, and then
    /// nothing was sent.
    /// </summary>
    /// <param name="handOver"> Called when the next thing to go out is the content: all that could be refused before
    /// has been agreed to. More than once where a connection fails just then. What it throws is thrown on, and nothing
    /// was sent.
    /// </param>
    Task<MailOutcome> SendAsync(MimeMessage message, Action handOver, CancellationToken cancellationToken);

    /// <summary>Hangs up what has been idle; called while there is nothing to send.</summary>
    Task CloseIdleAsync() => Task.CompletedTask;

    /// <summary>Takes away what it keeps of a mail, when its time is over.</summary>
    void Forget(Guid id, DateTimeOffset at)
    {
        // Most keep nothing.
    }
}
