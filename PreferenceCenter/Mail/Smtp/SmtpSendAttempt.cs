using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace PreferenceCenter.Mail.Smtp;

/// <summary>
/// One attempt to send a mail over one connection. A stop request ends it at once before the content is sent. After
/// that it gets up to ten seconds to read the reply, because without the reply the result is uncertain.
/// </summary>
internal sealed class SmtpSendAttempt : ITransferProgress, IDisposable
{
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(10);

    private readonly Func<bool> before;
    private readonly CancellationTokenSource limit;
    private readonly CancellationTokenRegistration stop;

    public SmtpSendAttempt(Func<bool> before, TimeSpan timeout, CancellationToken stop)
    {
        (this.before, limit) = (before, new CancellationTokenSource(timeout));
        var moment = timeout < AfterStop ? timeout : AfterStop;
        this.stop = stop.Register(() =>
        {
            if (Begun)
                limit.CancelAfter(moment);
            else
                limit.Cancel();
        });
    }

    public CancellationToken Limit => limit.Token;

    /// <summary>Whether content was sent. From then on the server may have received the whole mail.</summary>
    public bool Begun { get; private set; }

    /// <summary>Whether the caller held the mail back.</summary>
    public bool HeldBack { get; private set; }

    /// <summary>The exception with which the caller failed.</summary>
    public Exception? Refusal { get; private set; }

    /// <summary>
    /// Called when the recipient was accepted; DATA and the content follow. MailKit can be stopped here by an exception
    /// only.
    /// </summary>
    public void Next()
    {
        try
        {
            HeldBack = !this.before();
        }
        catch (Exception e)
        {
            Refusal = e;
            throw;
        }
        if (HeldBack)
            throw new OperationCanceledException();
    }

    // The first report comes when content is written.
    public void Report(long bytesTransferred, long totalSize) => Begun = true;

    public void Report(long bytesTransferred) => Begun = true;

    public void Dispose()
    {
        this.stop.Dispose();
        limit.Dispose();
    }
}

/// <summary>
/// MailKit's SMTP client with a callback between RCPT and DATA. A mail has one recipient, so it is called once.
/// </summary>
internal sealed class SmtpSendClient : SmtpClient
{
    // MAIL and RCPT are pipelined if the server allows it: it may accept the recipient although it refused the sender.
    private bool senderAccepted;

    public SmtpSendAttempt? SmtpSendAttempt { get; set; }

    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        senderAccepted = true;

    protected override void OnSenderNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        senderAccepted = false;
        base.OnSenderNotAccepted(message, mailbox, response);
    }

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if (senderAccepted)
            SmtpSendAttempt?.Next();
    }
}
