using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Smtp;

/// <summary>
/// Determines the cause of a refusal. Providers answer 550 for everything: a missing mailbox, a missing signature, a
/// word in the text. The RFC 3463 status distinguishes them; without one, the stage of the SMTP dialogue does.
/// </summary>
internal static class SmtpCause
{
    /// <summary>
    /// Whether the status is about policy. X.7 is policy, such as Microsoft's 5.7.515 and Gmail's 5.7.26 for senders
    /// they cannot authenticate (RFC 3463 §3.8, RFC 7372); X.1.7 and X.1.8 refuse our sender address.
    /// </summary>
    public static bool IsPolicy(string? enhanced) =>
        enhanced is not null && SubjectOf(enhanced) is ("7", _) or ("1", "7" or "8");

    public static MailCause Of(int code, string? enhanced, SmtpStage stage)
    {
        if (IsPolicy(enhanced))
            return MailCause.Policy;
        if (stage is SmtpStage.Greeting or SmtpStage.Login or SmtpStage.Sender)
            return MailCause.Server;
        return (enhanced is null ? null : OfStatus(SubjectOf(enhanced))) ?? OfPlain(code, stage);
    }

    private static MailCause? OfStatus((string Subject, string Detail) status) =>
        status switch
        {
            ("1", _) => MailCause.Address,
            // 2.3: larger than this mailbox accepts.
            ("2", "3") => MailCause.Content,
            ("2", _) => MailCause.Mailbox,
            // 3.4: larger than this system accepts.
            ("3", "4") => MailCause.Content,
            // Microsoft answers 4.1 if the address does not exist; 4.4 means that no host accepts mail for the domain.
            ("4", "1" or "4") => MailCause.Address,
            ("6", _) => MailCause.Content,
            // X.0.0 and similar codes say nothing.
            ("0", _) => null,
            _ => MailCause.Server,
        };

    private static MailCause OfPlain(int code, SmtpStage stage) =>
        (code, stage) switch
        {
            (552 or 452, _) => MailCause.Mailbox,
            (550 or 551 or 553, SmtpStage.Recipient) => MailCause.Address,
            (>= 500, SmtpStage.Content) => MailCause.Content,
            _ => MailCause.Server,
        };

    private static (string Subject, string Detail) SubjectOf(string enhanced) =>
        enhanced.Split('.') is [_, var subject, var detail] ? (subject, detail) : ("", "");
}
