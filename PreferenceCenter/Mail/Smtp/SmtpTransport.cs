using System.Collections.Concurrent;
using System.Net.Security;
using MimeKit;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Mail.Smtp;

/// <summary>Sends mails to one SMTP server over a few reused connections; further callers wait.</summary>
/// <param name="localDomain">Name in EHLO: one that DNS knows, never the machine's own.</param>
/// <param name="trust">Certificate check for tests with their own certificate; null uses the system's.</param>
internal sealed partial class SmtpTransport(
    SmtpOptions options,
    string localDomain,
    TimeProvider time,
    ILogger<SmtpTransport> logger,
    RemoteCertificateValidationCallback? trust = null
) : IMailTransport, IAsyncDisposable
{
    private readonly SemaphoreSlim turns = new(options.Connections);
    private readonly ConcurrentStack<SmtpConnection> kept = new();

    public async Task<MailOutcome> SendAsync(
        MimeMessage message,
        Func<bool> handOver,
        CancellationToken cancellationToken
    )
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            var outcome =
                await SendOverKeptAsync(message, handOver, cancellationToken)
                ?? await SendOverNewAsync(message, handOver, cancellationToken);
            if (outcome.Verdict is MailVerdict.Misconfigured)
                LogMisconfigured(
                    outcome.Enhanced is { } enhanced ? $"{outcome.Code} {enhanced}" : outcome.Code,
                    outcome.Text
                );
            return outcome;
        }
        finally
        {
            turns.Release();
        }
    }

    // Null if there was no open connection, or it was closed before the content was sent: a new one is opened then.
    private async Task<MailOutcome?> SendOverKeptAsync(
        MimeMessage message,
        Func<bool> handOver,
        CancellationToken cancellationToken
    )
    {
        while (kept.TryPop(out var connection))
        {
            using var limit = Limit(cancellationToken);
            if (!await connection.AnswersAsync(limit.Token))
            {
                await connection.DisposeAsync();
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }
            var outcome = await SendOverAsync(connection, message, handOver, cancellationToken);
            return outcome.Code is SmtpVerdict.ConnectionLost or "421" && outcome.Verdict is MailVerdict.Retry
                ? null
                : outcome;
        }
        return null;
    }

    private async Task<MailOutcome> SendOverNewAsync(
        MimeMessage message,
        Func<bool> handOver,
        CancellationToken cancellationToken
    )
    {
        SmtpConnection connection;
        try
        {
            using var limit = Limit(cancellationToken);
            connection = await SmtpConnection.OpenAsync(options, localDomain, time, trust, limit.Token);
        }
        catch (Exception e)
        {
            // Cancelled while connecting: nothing was sent.
            if (cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            return SmtpVerdict.OfOpening(e);
        }
        return await SendOverAsync(connection, message, handOver, cancellationToken);
    }

    private async Task<MailOutcome> SendOverAsync(
        SmtpConnection connection,
        MimeMessage message,
        Func<bool> handOver,
        CancellationToken cancellationToken
    )
    {
        using var attempt = new SmtpSendAttempt(handOver, options.Timeout, cancellationToken);
        try
        {
            if (MailMessageBuilder.NeedsSmtpUtf8(message) && !connection.OffersSmtpUtf8)
            {
                kept.Push(connection);
                return SmtpVerdict.NoSmtpUtf8;
            }
            await connection.SendAsync(message, attempt, attempt.Limit);
            kept.Push(connection);
            return MailOutcome.Sent;
        }
        catch (Exception e)
        {
            await ReleaseAsync(connection, e);
            if (attempt.HeldBack)
                return MailOutcome.HeldBack;
            if (e == attempt.Refusal)
                throw;
            if (cancellationToken.IsCancellationRequested && !attempt.Begun)
                throw new OperationCanceledException(cancellationToken);
            return SmtpVerdict.OfSending(e, attempt.Begun, message);
        }
    }

    // After the refusal of a single mail the connection can be reused; after any other error it is closed.
    private async Task ReleaseAsync(SmtpConnection connection, Exception e)
    {
        if (
            e
                is MailKit.Net.Smtp.SmtpCommandException
                {
                    StatusCode: not MailKit.Net.Smtp.SmtpStatusCode.ServiceNotAvailable
                }
            && connection.IsOpen
        )
            kept.Push(connection);
        else
            await connection.DisposeAsync();
    }

    private CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        return limit;
    }

    // Public relays limit the number of open connections.
    public async Task CloseIdleAsync()
    {
        List<SmtpConnection> used = [];
        while (kept.TryPop(out var connection))
            if (connection.IsStale)
                await connection.DisposeAsync();
            else
                used.Add(connection);
        if (used.Count > 0)
            kept.PushRange([.. used]);
    }

    public async ValueTask DisposeAsync()
    {
        while (kept.TryPop(out var connection))
            await connection.DisposeAsync();
        turns.Dispose();
    }

    [LoggerMessage(
        EventId = 3101,
        Level = LogLevel.Error,
        Message = "Email cannot be sent until somebody sets it right: {Code}: {Text}"
    )]
    private partial void LogMisconfigured(string code, string text);
}
