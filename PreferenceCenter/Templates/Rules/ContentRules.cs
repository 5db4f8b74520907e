using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Rules;

/// <summary>What programs for email cut off, drop or refuse.</summary>
internal static partial class ContentRules
{
    /// <summary>Gmail shows that many bytes and hides the rest behind a link.</summary>
    private const int GmailShows = 102_400;

    private const int FewLetters = 40;

    public static void Check(CheckedMessage message)
    {
        foreach (var part in message.Message.Of(TemplatePart.Html))
            if (Encoding.UTF8.GetByteCount(part.Text) is var bytes && (bytes > GmailShows || part.Cut))
                message.Add(TemplateRule.Clipped, FindingSeverity.Warning, part.Part, "", bytes);
        foreach (var page in message.Pages)
        {
            ImageOnly(message, page);
            if (page.Html.Part != TemplatePart.Amp)
                Forbidden(message, page);
        }
    }

    private static void ImageOnly(CheckedMessage message, HtmlView page)
    {
        var pictures = page.Html.Document.QuerySelectorAll("img").Length;
        var letters =
            Letters(page.Text)
            - page.Links.Sum(l => Letters(l.Words))
            - (page.Words.Has(message.Context.Site.PostalAddress) ? Letters(message.Context.Site.PostalAddress) : 0);
        if (pictures > 0 && letters < FewLetters)
            message.Add(TemplateRule.ImageOnly, FindingSeverity.Warning, page.Html.Part, "", Math.Max(letters, 0));
    }

    private static int Letters(string text) => text.Count(char.IsLetterOrDigit);

    private static void Forbidden(CheckedMessage message, HtmlView page)
    {
        var document = page.Html.Document;
        foreach (var link in document.QuerySelectorAll("link[rel~=stylesheet i]"))
            Found(link, TemplateRule.ExternalStyle, link.GetAttribute("href") ?? "");
        foreach (var (style, url) in page.Sheets.Imports)
            Found(style, TemplateRule.ExternalStyle, $"@import {url}");
        foreach (var script in document.QuerySelectorAll("script:not([type='application/ld+json'])"))
            Found(script, TemplateRule.Script, "<script>");
        foreach (var element in document.QuerySelectorAll("form, input, select, textarea"))
            Found(element, TemplateRule.Form, $"<{element.LocalName}>");
        // Most pages have none: their source tells sooner than each element.
        if (MayRun().IsMatch(page.Html.Source))
            foreach (var element in document.All)
                if (element.Attributes.FirstOrDefault(IsHandler) is { } handler)
                    Found(element, TemplateRule.Script, handler.Name);
                else if (
                    element
                        .GetAttribute("href")
                        ?.TrimStart()
                        .StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true
                )
                    Found(element, TemplateRule.Script, "javascript:");

        void Found(IElement element, TemplateRule rule, string what) =>
            message.Findings.Add(
                page.Html.At(element, rule, FindingSeverity.Error) with
                {
                    Arguments = [what.Length <= 100 ? what : what[..99] + "…"],
                }
            );
    }

    private static bool IsHandler(IAttr attribute) =>
        attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && attribute.Name.Length > 3;

    [GeneratedRegex(@"[\s""'/]on[a-z]+\s*=|script", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MayRun();
}
