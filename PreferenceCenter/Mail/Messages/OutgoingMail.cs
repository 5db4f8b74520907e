namespace PreferenceCenter.Mail.Messages;

/// <summary>Content of a mail in one language; the text part has the same words as the HTML part.</summary>
internal sealed record MailContent(string Language, string Subject, string Html, string Text);

/// <summary>A mail to be built.</summary>
/// <param name="Id">The same at every attempt, and so is the Message-ID: a duplicate can be recognised by it.</param>
/// <param name="To">The address as typed.</param>
/// <param name="At">When the cause of the mail happened, not when this attempt began (RFC 5322 §3.6.1): also the same
/// at every attempt.</param>
/// <param name="InReplyTo">Message-ID, without brackets, of the mail that this one answers; null for mails caused by a
/// web request or a timer.</param>
internal sealed record OutgoingMail(
    Guid Id,
    string To,
    MailContent Content,
    DateTimeOffset At,
    string? InReplyTo = null
)
{
    /// <summary>What a mailing has beside a service mail; null for a service mail.</summary>
    public ListFields? List { get; init; }
}

/// <summary>Sender and header fields of a mailing.</summary>
internal sealed record ListFields(
    string FromName,
    string FromAddress,
    IReadOnlyList<(string Name, string Value)> Headers
);
