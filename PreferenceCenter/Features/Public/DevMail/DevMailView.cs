using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Features.Public.DevMail;

/// <summary>Part of a mail that the viewer shows.</summary>
public enum MailPart
{
    Html,
    Text,
    Source,
}

/// <summary>The mails, newest first, and the mail that is open.</summary>
public sealed record DevMailView(IReadOnlyList<PickedUpMail> Mails, OpenMail? Open)
{
    internal const string Sandbox = "allow-popups allow-popups-to-escape-sandbox";
}

/// <summary>The open mail and the part of it that is shown.</summary>
/// <param name="Words">The text part or the source. The HTML part is shown in a frame.</param>
public sealed record OpenMail(PickedUpMail Mail, MailPart Part, string Words);
