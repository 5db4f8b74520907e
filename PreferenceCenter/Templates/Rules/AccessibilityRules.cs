using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Whether a screen reader can read the message well.</summary>
internal static class AccessibilityRules
{
    public static void Check(CheckedMessage message)
    {
        foreach (var page in message.Pages)
        {
            var (document, part) = (page.Html.Document, page.Html.Part);
            var language = document
                .QuerySelector("html[lang]:not([lang='']), body[lang], body > [lang]")
                ?.GetAttribute("lang");
            if (language is null)
                message.Add(TemplateRule.LanguageMissing, FindingSeverity.Warning, part);
            else if (message.Context.Language is { } wanted && !IsIn(language, wanted))
                message.Add(TemplateRule.LanguageMissing, FindingSeverity.Warning, part, "other", language, wanted);
            if (string.IsNullOrWhiteSpace(document.Title))
                message.Add(TemplateRule.TitleMissing, FindingSeverity.Warning, part);
            var pixels = TrackingPictures.In(page, message.Context.Site.PublicUrl).ToHashSet();
            foreach (var picture in document.QuerySelectorAll("img:not([alt])"))
                if (!pixels.Contains(picture))
                    message.Findings.Add(page.Html.At(picture, TemplateRule.AltMissing, FindingSeverity.Warning));
            Headings(message, page);
        }
    }

    // A merge tag may stand there.
    private static bool IsIn(string language, string wanted) =>
        language.Trim().Split('-', '_')[0].Equals(wanted, StringComparison.OrdinalIgnoreCase)
        || language.AsSpan().IndexOfAny('{', '*', '%') >= 0;

    private static void Headings(CheckedMessage message, HtmlView page)
    {
        var before = 0;
        foreach (var heading in page.Html.Document.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
        {
            var level = heading.LocalName[1] - '0';
            if (before > 0 && level > before + 1)
                message.Findings.Add(
                    page.Html.At(heading, TemplateRule.HeadingOrder, FindingSeverity.Warning) with
                    {
                        Arguments = [Invariant($"h{before}"), Invariant($"h{level}")],
                    }
                );
            before = level;
        }
    }
}
