using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Messages;

internal static class HelpLink
{
    /// <summary>Every way to stop these mails, without a login (RFC 2369 §3.1).</summary>
    public static string Of(Site site) => site.PublicUrl.AbsoluteUri.TrimEnd('/') + "/help";
}
