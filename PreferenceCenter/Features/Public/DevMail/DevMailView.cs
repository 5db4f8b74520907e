using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Features.Public.DevMail;

public enum MailPart
{
    Html,
    Text,
    Source,
}

/// <summary>The mails, newest first, and the one that is open.</summary>
public sealed record DevMailView(IReadOnlyList<PickedUpMail> Mails, OpenMail? Open)
{
    internal const string Sandbox = "allow-popups allow-popups-to-escape-sandbox";
}

/// <param name="Words">The text part or the source; the HTML comes in a frame.</param>
public sealed record OpenMail(PickedUpMail Mail, MailPart Part, string Words);
