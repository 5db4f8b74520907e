using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Messages;

/// <summary>Address of the help page about unsubscribing.</summary>
internal static class HelpLink
{
    /// <summary>The page lists every way to stop these mails, without a login (RFC 2369 §3.1).</summary>
    public static string Of(Site site) => site.PublicUrl.AbsoluteUri.TrimEnd('/') + "/help";
}
