using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace PreferenceCenter.Mail.Smtp;

/// <summary>
/// One mail on one connection, up to and past the point of no return. Before its content is on its way a stop ends it
/// at once; after that it is given a moment to hear the answer, without which nobody knows what became of it.
/// </summary>
internal sealed class SmtpSendAttempt : ITransferProgress, IDisposable
{
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(10);

    private readonly Action _before;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _stop;

    public SmtpSendAttempt(Action before, TimeSpan timeout, CancellationToken stop)
    {
        (_before, _limit) = (before, new CancellationTokenSource(timeout));
        var moment = timeout < AfterStop ? timeout : AfterStop;
        _stop = stop.Register(() =>
        {
            if (Begun)
                _limit.CancelAfter(moment);
            else
                _limit.Cancel();
        });
    }

    public CancellationToken Limit => _limit.Token;

    /// <summary>From then on the server may have it all.</summary>
    public bool Begun { get; private set; }

    /// <summary>Why the owner of the mail would not have it sent.</summary>
    public Exception? Refusal { get; private set; }

    /// <summary>The recipient is agreed to; next come DATA and the content.</summary>
    public void Next()
    {
        try
        {
            _before();
        }
        catch (Exception e)
        {
            Refusal = e;
            throw;
        }
    }

    // The first report comes when content is written.
    public void Report(long bytesTransferred, long totalSize) => Begun = true;

    public void Report(long bytesTransferred) => Begun = true;

    public void Dispose()
    {
        _stop.Dispose();
        _limit.Dispose();
    }
}

/// <summary>
/// MailKit's client, which says between RCPT and DATA that it has come so far. A mail has one recipient, so that is
/// once.
/// </summary>
internal sealed class SmtpSendClient : SmtpClient
{
    // MAIL and RCPT go out together where the server allows it: it may agree to the second though it refused the first.
    private bool _senderAccepted;

    public SmtpSendAttempt? SmtpSendAttempt { get; set; }

    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _senderAccepted = true;

    protected override void OnSenderNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        _senderAccepted = false;
        base.OnSenderNotAccepted(message, mailbox, response);
    }

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if (_senderAccepted)
            SmtpSendAttempt?.Next();
    }
}
