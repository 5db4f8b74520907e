using System.Globalization;
using System.Text.RegularExpressions;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Smtp;

/// <summary>Stage of the SMTP dialogue.</summary>
internal enum SmtpStage
{
    Greeting,
    Login,
    Sender,
    Recipient,
    Content,
}

/// <summary>
/// Classifies a server reply by its code (RFC 5321 §4.2.3) and, if there is one, by the more precise RFC 3463 status.
/// </summary>
internal static partial class SmtpReply
{
    public static MailOutcome Sort(int code, string reply, SmtpStage stage, MimeKit.MailboxAddress? recipient)
    {
        var enhanced = Enhanced().Match(reply) is { Success: true } match ? match.Value : null;
        var text = SmtpReplyText.Of(reply[(enhanced?.Length ?? 0)..], recipient);
        var verdict = VerdictOf(code, enhanced, stage);
        var cause = verdict is MailVerdict.Misconfigured ? MailCause.Policy : SmtpCause.Of(code, enhanced, stage);
        // 421 closes the connection for all mails; login and sender are the same for all mails.
        var all =
            code == 421
            || stage is SmtpStage.Greeting or SmtpStage.Login
            || (stage is SmtpStage.Sender && verdict is MailVerdict.Misconfigured);
        return new MailOutcome(verdict, code.ToString(CultureInfo.InvariantCulture), enhanced, text, cause, all);
    }

    private static MailVerdict VerdictOf(int code, string? enhanced, SmtpStage stage) =>
        code switch
        {
            < 500 => MailVerdict.Retry,
            // RFC 4954 §6: login or encryption is required, or was refused.
            530 or 534 or 535 or 538 => MailVerdict.Misconfigured,
            // RFC 5321: unknown or unwanted command, for example a name in EHLO that the server rejects. A fault on our
            // side.
            500 or 502 or 503 or 504 => MailVerdict.Misconfigured,
            _ when stage is SmtpStage.Greeting or SmtpStage.Login or SmtpStage.Sender => MailVerdict.Misconfigured,
            // Relaying denied, sender not allowed, signature missing: never caused by the subscriber. The mail waits
            // until the configuration is corrected.
            _ when SmtpCause.IsPolicy(enhanced) => MailVerdict.Misconfigured,
            _ => MailVerdict.GiveUp,
        };

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Enhanced();
}

/// <summary>
/// Removes the recipient's address from the text of a server reply, because servers often repeat it and the text goes
/// into logs and lists.
/// </summary>
internal static partial class SmtpReplyText
{
    private const int MostCharacters = 200;

    public static string Of(string reply, MimeKit.MailboxAddress? recipient)
    {
        var text = string.Join(' ', reply.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        text = AddressLike().Replace(text, "<address>");
        // "User jane.doe unknown" names the recipient without an @.
        if (recipient is not null && recipient.Address.Split('@')[0] is { Length: > 0 } local)
            text = Regex.Replace(
                text,
                $@"(?<![\w.+-]){Regex.Escape(local)}(?![\w+-])",
                "<address>",
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
            );
        return CleanText.Of(new string([.. text.Where(c => !char.IsControl(c))]), MostCharacters)!;
    }

    [GeneratedRegex(@"[^\s<>()\[\]""',;:]+(@|%40)[^\s<>()""',;]+", RegexOptions.IgnoreCase)]
    private static partial Regex AddressLike();
}
