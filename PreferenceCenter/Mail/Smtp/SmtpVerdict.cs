using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Smtp;

/// <summary>Classifies errors of sending: try again, give up, report as misconfigured, or uncertain.</summary>
internal static class SmtpVerdict
{
    public const string ConnectionLost = "connection-lost";

    // RFC 6531 §3.5: X.6.7, non-ASCII addresses not permitted for that sender or recipient.
    public static readonly MailOutcome NoSmtpUtf8 = new(
        MailVerdict.GiveUp,
        "smtputf8-unsupported",
        "5.6.7",
        "The mail server does not offer SMTPUTF8, which an address with letters beyond ASCII before the @ needs",
        MailCause.Address
    );

    /// <summary>
    /// Errors before anything was sent: connection, TLS, greeting, login. Another mail would fail in the same way.
    /// </summary>
    public static MailOutcome OfOpening(Exception e) =>
        e switch
        {
            AuthenticationException { InnerException: SmtpCommandException reply } => OfReply(
                reply,
                SmtpStage.Login,
                null
            ),
            AuthenticationException => Misconfigured("login-failed", "The mail server refused user name and password"),
            SmtpCommandException reply => OfReply(reply, SmtpStage.Greeting, null),
            SslHandshakeException { InnerException: System.Security.Authentication.AuthenticationException } =>
                Misconfigured(
                    "tls-untrusted",
                    "The mail server's certificate is not trusted for Mail:Smtp:Host, or no TLS version is shared"
                ),
            SslHandshakeException { InnerException: OperationCanceledException or TimeoutException } => TryLater(
                "timeout",
                "The mail server did not answer in time during the TLS handshake"
            ),
            SslHandshakeException { InnerException: IOException } => TryLater(
                ConnectionLost,
                "The connection was lost during the TLS handshake"
            ),
            SslHandshakeException => Misconfigured(
                "tls-failed",
                "TLS could not be agreed on; Mail:Smtp:Security may not fit Mail:Smtp:Port"
            ),
            NotSupportedException => Misconfigured(
                "not-offered",
                "The mail server does not offer what Mail:Smtp asks for: STARTTLS, or a login"
            ),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => Misconfigured(
                "host-unknown",
                "Mail:Smtp:Host is not known to DNS"
            ),
            SocketException socket => TryLater(
                "unreachable",
                $"The mail server cannot be reached ({socket.SocketErrorCode})"
            ),
            _ when IsLate(e) => TryLater("timeout", "The mail server did not answer in time"),
            _ => TryLater(ConnectionLost, "The connection was lost before the mail was sent"),
        };

    public static MailOutcome OfSending(Exception e, bool contentBegun, MimeMessage message) =>
        e switch
        {
            SmtpCommandException reply => OfReply(reply, StageOf(reply), message),
            // MailKit turns a 530 reply into this exception.
            ServiceNotAuthenticatedException => SmtpReply.Sort(
                530,
                e.Message,
                SmtpStage.Sender,
                message.To.Mailboxes.FirstOrDefault()
            ),
            // A connection lost within the content cannot be distinguished from one lost after the final dot.
            _ when contentBegun => new MailOutcome(
                MailVerdict.Uncertain,
                IsLate(e) ? "timeout" : ConnectionLost,
                null,
                "The connection was lost after the mail was on its way",
                MailCause.Server
            ),
            _ when IsLate(e) => TryLater("timeout", "The mail server did not answer in time"),
            NotSupportedException => NoSmtpUtf8,
            ProtocolException
            or IOException
            or SocketException
            or ServiceNotConnectedException
            or ObjectDisposedException => TryLater(ConnectionLost, "The connection was lost before the mail was sent"),
            _ => new MailOutcome(
                MailVerdict.GiveUp,
                "mail-faulty",
                null,
                $"The mail could not be written ({e.GetType().Name})",
                MailCause.Content
            ),
        };

    // An encrypted stream wraps the timeout of the socket below it in an exception of its own.
    private static bool IsLate(Exception e) =>
        e is TimeoutException or OperationCanceledException or SocketException { SocketErrorCode: SocketError.TimedOut }
        || (e.InnerException is { } inner && IsLate(inner));

    private static SmtpStage StageOf(SmtpCommandException reply) =>
        reply.ErrorCode switch
        {
            SmtpErrorCode.SenderNotAccepted => SmtpStage.Sender,
            SmtpErrorCode.RecipientNotAccepted => SmtpStage.Recipient,
            _ => SmtpStage.Content,
        };

    private static MailOutcome OfReply(SmtpCommandException reply, SmtpStage stage, MimeMessage? message) =>
        SmtpReply.Sort((int)reply.StatusCode, reply.Message, stage, message?.To.Mailboxes.FirstOrDefault());

    private static MailOutcome Misconfigured(string code, string text) =>
        new(MailVerdict.Misconfigured, code, null, text, MailCause.Policy, AffectsAll: true);

    private static MailOutcome TryLater(string code, string text) =>
        new(MailVerdict.Retry, code, null, text, MailCause.Server, AffectsAll: true);
}
