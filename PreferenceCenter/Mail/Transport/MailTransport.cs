using MimeKit;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Transport;

/// <summary>Transport that sends built messages.</summary>
internal interface IMailTransport
{
    /// <summary>
    /// Sends a message. It never throws because of a server or network error; it throws
    /// <see cref="OperationCanceledException"/> only if it was stopped before anything was sent.
    /// </summary>
    /// <param name="handOver">Called just before the content is sent, when everything that could be refused earlier was
    /// accepted. It is called again if the connection fails at that moment. If it returns false, nothing is sent, and
    /// the outcome is <see cref="MailOutcome.HeldBack"/>. Its exceptions are passed on, and nothing was sent then.</param>
    Task<MailOutcome> SendAsync(MimeMessage message, Func<bool> handOver, CancellationToken cancellationToken);

    /// <summary>Closes idle connections; called while no mail is due.</summary>
    Task CloseIdleAsync() => Task.CompletedTask;

    /// <summary>Deletes what the transport keeps of a mail, after its retention time.</summary>
    void Forget(Guid id, DateTimeOffset at)
    {
        // Most transports keep nothing.
    }

    /// <summary>
    /// Deletes what the transport keeps of all mails made and sent before a time, also of those whose row is gone: a
    /// restored database knows none of the mails sent since its backup.
    /// </summary>
    void ForgetBefore(DateTimeOffset at)
    {
        // Most transports keep nothing.
    }
}
