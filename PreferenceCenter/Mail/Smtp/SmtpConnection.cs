using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Mail.Smtp;

/// <summary>An open SMTP connection, logged in if a user is configured, and reused for the next mail.</summary>
internal sealed class SmtpConnection(SmtpSendClient client, TimeProvider time) : IAsyncDisposable
{
    // Servers do not close a connection that was idle for less time; many close one that was idle for longer.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    private long usedAt = time.GetTimestamp();

    public bool IsOpen => client.IsConnected;
    public bool IsStale => time.GetElapsedTime(usedAt) >= Stale;
    public bool OffersSmtpUtf8 => client.Capabilities.HasFlag(SmtpCapabilities.UTF8);

    public static async Task<SmtpConnection> OpenAsync(
        SmtpOptions options,
        string localDomain,
        TimeProvider time,
        RemoteCertificateValidationCallback? trust,
        CancellationToken cancellationToken
    )
    {
        var client = new SmtpSendClient
        {
            LocalDomain = localDomain,
            Timeout = (int)options.Timeout.TotalMilliseconds,
            // As in HttpClient: mail must not stop because a revocation list cannot be reached.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = trust,
        };
        try
        {
            var socket = await ReachAsync(options, cancellationToken);
            await client.ConnectAsync(
                socket,
                options.Host,
                options.Port,
                Security(options.Security),
                cancellationToken
            );
            if (options is { UserName: { } user, Password: { } password })
            {
                // These mechanisms need a token, not a password.
                client.AuthenticationMechanisms.Remove("XOAUTH2");
                client.AuthenticationMechanisms.Remove("OAUTHBEARER");
                await client.AuthenticateAsync(user, password, cancellationToken);
            }
            return new SmtpConnection(client, time);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    // Nagle's algorithm is off. Otherwise the last bytes of a mail would wait for the server's acknowledgement of the
    // earlier ones, which it delays by 40 ms.
    private static async Task<Socket> ReachAsync(SmtpOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SecureSocketOptions Security(SmtpSecurity security) =>
        security switch
        {
            SmtpSecurity.None => SecureSocketOptions.None,
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        };

    public async Task SendAsync(MimeMessage message, SmtpSendAttempt handOver, CancellationToken cancellationToken)
    {
        client.SmtpSendAttempt = handOver;
        var format = MailFormat.New();
        // Requests SMTPUTF8 for the envelope; headers are still written as they were signed.
        format.International = MailMessageBuilder.NeedsSmtpUtf8(message);
        await client.SendAsync(format, message, cancellationToken, handOver);
        usedAt = time.GetTimestamp();
    }

    /// <summary>Whether the server still answers. It is asked only after five seconds without use.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (!client.IsConnected || IsStale)
            return false;
        if (time.GetElapsedTime(usedAt) < Fresh)
            return true;
        try
        {
            await client.NoOpAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (IsGone(e))
        {
            return false;
        }
    }

    // No answer before the timeout counts as gone, too.
    private static bool IsGone(Exception e) =>
        e
            is IOException
                or SocketException
                or OperationCanceledException
                or ProtocolException
                or CommandException
                or TimeoutException
                or ServiceNotConnectedException
                or ObjectDisposedException;

    /// <summary>Sends QUIT if the connection is still open.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            if (client.IsConnected)
                await client.DisconnectAsync(quit: true, brief.Token);
        }
        catch (Exception e) when (IsGone(e))
        {
            // The connection is closed anyway.
        }
        client.Dispose();
    }
}
