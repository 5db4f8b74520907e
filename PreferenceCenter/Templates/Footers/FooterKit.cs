using System.Net;
using PreferenceCenter.Domain;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Templates.Footers;

/// <summary>
/// Writes footers of mailings: why they come, the link to unsubscribe, the link to the preferences, who sends. Each has
/// its own ground, so that it is read the same in whatever template it is pasted into.
/// </summary>
/// <param name="topic">The topic's name in each language that has one; null where a mailing must not name it.</param>
internal sealed class FooterKit(Site site, Func<string, string?> topic, FooterColors light, FooterColors dark)
{
    // The class is ours alone: a template may have any others.
    private const string Class = "preference-footer";

    public Footer Write(Sender sender, string language)
    {
        var words = new FooterWords(language);
        var (unsubscribe, preferences) = (sender.TagOf(sender.UnsubscribeField), sender.TagOf(sender.PreferencesField));
        return Write(sender, words, unsubscribe, preferences);
    }

    /// <summary>The same with addresses in place of the merge tags, for a single message.</summary>
    public Footer Write(Sender sender, FooterWords words, string unsubscribe, string preferences)
    {
        var name = topic(words.Language);
        var why = name is null ? words["why.neutral", site.Name] : words["why", name, site.Name];
        var leave = name is null ? words["unsubscribe.neutral"] : words["unsubscribe", name];
        var choose = words["preferences"];
        // Most postal addresses begin with the name.
        var from = site.PostalAddress.StartsWith(site.Controller, StringComparison.OrdinalIgnoreCase)
            ? words["sender.address", site.PostalAddress]
            : words["sender", site.Controller, site.PostalAddress];
        var style =
            $"@media (prefers-color-scheme:dark){{.{Class}{{background:{dark.Ground}!important;color:{dark.Ink}!important}}.{Class} a{{color:{dark.Link}!important}}}}";
        var html = $"""
            <style>{style}</style>
            <div class="{Class}" lang="{words.Language}" dir="{(words.RightToLeft ? "rtl" : "ltr")}" style="padding:16px;background:{light.Ground};color:{light.Ink};font:14px/24px sans-serif">
            <p style="margin:0 0 8px">{Encoded(why)}</p>
            <p style="margin:0 0 8px"><a href="{unsubscribe}" style="color:{light.Link}">{Encoded(leave)}</a></p>
            <p style="margin:0 0 8px"><a href="{preferences}" style="color:{light.Link}">{Encoded(choose)}</a></p>
            <p style="margin:0">{Encoded(from)}<br><a href="mailto:{Encoded(site.PrivacyContact)}" style="color:{light.Link}"><bdi>{Encoded(
                site.PrivacyContact
            )}</bdi></a></p>
            </div>

            """;
        var text = $"""
            {why}

            {leave}
            {unsubscribe}

            {choose}
            {preferences}

            {from}
            {site.PrivacyContact}

            """;
        return new Footer(sender, words.Language, html, style, text);
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
