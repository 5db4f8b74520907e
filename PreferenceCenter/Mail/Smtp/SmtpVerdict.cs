using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Smtp;

/// <summary>Sorts what went wrong: try again, give up, shout, or do not know.</summary>
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

    /// <summary>Nothing was sent: connection, TLS, greeting, login. Another mail would meet the same.</summary>
    public static MailOutcome OfOpening(Exception e) =>
        e switch
        {
            AuthenticationException { InnerException: SmtpCommandException reply } => OfReply(
                reply,
                SmtpStage.Login,
                null
            ),
            AuthenticationException => Shout("login-failed", "The mail server refused user name and password"),
            SmtpCommandException reply => OfReply(reply, SmtpStage.Greeting, null),
            SslHandshakeException { InnerException: System.Security.Authentication.AuthenticationException } => Shout(
                "tls-untrusted",
                "The mail server's certificate is not trusted for Mail:Smtp:Host, or no TLS version is shared"
            ),
            SslHandshakeException { InnerException: OperationCanceledException or TimeoutException } => Later(
                "timeout",
                "The mail server did not answer in time during the TLS handshake"
            ),
            SslHandshakeException { InnerException: IOException } => Later(
                ConnectionLost,
                "The connection was lost during the TLS handshake"
            ),
            SslHandshakeException => Shout(
                "tls-failed",
                "TLS could not be agreed on; Mail:Smtp:Security may not fit Mail:Smtp:Port"
            ),
            NotSupportedException => Shout(
                "not-offered",
                "The mail server does not offer what Mail:Smtp asks for: STARTTLS, or a login"
            ),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => Shout(
                "host-unknown",
                "Mail:Smtp:Host is not known to DNS"
            ),
            SocketException socket => Later(
                "unreachable",
                $"The mail server cannot be reached ({socket.SocketErrorCode})"
            ),
            TimeoutException or OperationCanceledException => Later(
                "timeout",
                "The mail server did not answer in time"
            ),
            _ => Later(ConnectionLost, "The connection was lost before the mail was sent"),
        };

    public static MailOutcome OfSending(Exception e, bool contentBegun, MimeMessage message) =>
        e switch
        {
            SmtpCommandException reply => OfReply(reply, StageOf(reply), message),
            // What MailKit makes of a 530.
            ServiceNotAuthenticatedException => SmtpReply.Sort(
                530,
                e.Message,
                SmtpStage.Sender,
                message.To.Mailboxes.FirstOrDefault()
            ),
            // Lost inside the content and lost after its last dot look the same from here.
            _ when contentBegun => new MailOutcome(
                MailVerdict.Uncertain,
                e is TimeoutException or OperationCanceledException ? "timeout" : ConnectionLost,
                null,
                "The connection was lost after the mail was on its way",
                MailCause.Server
            ),
            TimeoutException or OperationCanceledException => Later(
                "timeout",
                "The mail server did not answer in time"
            ),
            NotSupportedException => NoSmtpUtf8,
            ProtocolException
            or IOException
            or SocketException
            or ServiceNotConnectedException
            or ObjectDisposedException => Later(ConnectionLost, "The connection was lost before the mail was sent"),
            _ => new MailOutcome(
                MailVerdict.GiveUp,
                "mail-faulty",
                null,
                $"The mail could not be written ({e.GetType().Name})",
                MailCause.Content
            ),
        };

    private static SmtpStage StageOf(SmtpCommandException reply) =>
        reply.ErrorCode switch
        {
            SmtpErrorCode.SenderNotAccepted => SmtpStage.Sender,
            SmtpErrorCode.RecipientNotAccepted => SmtpStage.Recipient,
            _ => SmtpStage.Content,
        };

    private static MailOutcome OfReply(SmtpCommandException reply, SmtpStage stage, MimeMessage? message) =>
        SmtpReply.Sort((int)reply.StatusCode, reply.Message, stage, message?.To.Mailboxes.FirstOrDefault());

    private static MailOutcome Shout(string code, string text) =>
        new(MailVerdict.Misconfigured, code, null, text, MailCause.Policy, AffectsAll: true);

    private static MailOutcome Later(string code, string text) =>
        new(MailVerdict.Retry, code, null, text, MailCause.Server, AffectsAll: true);
}
