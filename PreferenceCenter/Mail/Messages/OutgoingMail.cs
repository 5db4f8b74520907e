namespace PreferenceCenter.Mail.Messages;

/// <summary>What a mail says, in one language; the text part has the same words as the HTML.</summary>
internal sealed record MailContent(string Language, string Subject, string Html, string Text);

/// <summary>A mail to be built.</summary>
/// <param name="Id">Stays the same at every attempt, and with it the Message-ID: a copy too many can be told by
/// it.</param>
/// <param name="To">The address as typed.</param>
/// <param name="At">When there was something to say, not when this attempt began (RFC 5322 §3.6.1): the same at every
/// attempt too.</param>
/// <param name="InReplyTo">Message-ID, without brackets, of the mail that this one answers; null for all that the web
/// or a clock sets off.</param>
internal sealed record OutgoingMail(
    Guid Id,
    string To,
    MailContent Content,
    DateTimeOffset At,
    string? InReplyTo = null
);
