using AngleSharp;
using AngleSharp.Html.Parser;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// An email as a frame of the console is given it: the style sheet apart, as the content policy refuses style elements.
/// </summary>
internal static class MailFrame
{
    /// <param name="html">The HTML part as it is sent.</param>
    /// <param name="dark">Whether it is shown as on a dark screen.</param>
    public static (string Html, string Css) Of(string html, bool dark)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var styles = document.QuerySelectorAll("style").ToList();
        styles.ForEach(style => style.Remove());
        return (document.ToHtml(), StyleSheet.OnScreen(string.Concat(styles.Select(style => style.TextContent)), dark));
    }
}
