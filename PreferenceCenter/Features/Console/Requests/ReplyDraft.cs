using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>A step of a request as it is being typed, for the email that it would send.</summary>
/// <param name="Months">By how many months the deadline would be extended.</param>
public sealed record ReplyDraft(PrivacyRequestStep Step, string Text, RefusalGround? Ground = null, int Months = 1);

/// <summary>The email that a step would send now.</summary>
/// <param name="Language">Code of the language that it is in.</param>
/// <param name="OfPerson">Whether that is the person's own, and not the site's.</param>
/// <param name="Html">The document without its style sheet.</param>
/// <param name="Certificate">Whether it is the certificate of an erasure, sent when that is complete.</param>
public sealed record ReplyMail(
    string From,
    string To,
    string Language,
    bool OfPerson,
    string Subject,
    string Html,
    string Css,
    bool Certificate
);
