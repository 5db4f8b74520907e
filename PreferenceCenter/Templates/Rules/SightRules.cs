using AngleSharp.Dom;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Styles;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Whether links are easily seen and hit: contrast, size, distance.</summary>
internal static class SightRules
{
    private const double EnoughContrast = 4.5;
    private const double EnoughFont = 11;
    private const double EnoughTarget = 24;

    public static void Check(CheckedMessage message)
    {
        foreach (var page in message.Pages)
        {
            foreach (var link in page.Links)
                CheckLink(message, page, link);
            CheckDoubts(message, page);
            if (page.Sheets.Fragile)
                CheckWithoutFragile(message, page);
            if (page.Sheets.Cut || page.Cascade.Cut)
                message.Add(TemplateRule.UnsubscribeHidden, FindingSeverity.Unchecked, page.Html.Part, "styles");
            if (page.Html.Cut)
                message.Add(TemplateRule.UnsubscribeHidden, FindingSeverity.Unchecked, page.Html.Part, "cut");
        }
    }

    // Where a preferences link is the only way out, it is looked at likewise.
    private static void CheckDoubts(CheckedMessage message, HtmlView page)
    {
        var leaving = page.Links.Where(l => l.Leaves).ToList();
        foreach (var link in leaving.Count > 0 ? leaving : [.. page.Links.Where(l => l.Chooses)])
            if (page.Screens.Select(link.DoubtOn).FirstOrDefault(doubt => doubt is not null) is { } doubt)
                message.Findings.Add(
                    link.Finding(TemplateRule.UnsubscribeHidden, FindingSeverity.Unchecked, "doubt", Shortened(doubt))
                );
    }

    private static string Shortened(string text) => text.Length > 100 ? $"{text[..100]}…" : text;

    private static void CheckLink(CheckedMessage message, HtmlView page, PartLink link)
    {
        // Of other links one width is enough.
        var looks = link.Leaves ? page.Screens : [.. page.Screens.DistinctBy(s => s.Screen.Dark)];
        var seen = looks.Select(link.On).ToList();
        // What is hidden on every screen is told by another rule.
        if (seen.TrueForAll(s => s.Hidden is not null))
            return;
        if (seen.Min(s => s.Contrast) is < EnoughContrast and var low)
            message.Findings.Add(
                link.Finding(
                    TemplateRule.UnsubscribeFaint,
                    link.Leaves ? FindingSeverity.Error : FindingSeverity.Warning,
                    looks[seen.FindIndex(s => s.Contrast == low)].Screen.Dark ? "dark" : "",
                    Sight.Ratio(low)
                )
            );
        if (!link.Leaves)
            return;
        if (seen.Exists(s => s.OnPicture))
            message.Findings.Add(link.Finding(TemplateRule.UnsubscribeFaint, FindingSeverity.Unchecked, "picture"));
        if (seen.Where(s => s.Hidden is null).Min(s => s.Font) is < EnoughFont and var font)
            message.Findings.Add(
                link.Finding(TemplateRule.UnsubscribeSmall, FindingSeverity.Warning, "", Invariant($"{font:0.#}"))
            );
        else if (!link.InText && Crowded(link.Element!, page) is { } height)
            message.Findings.Add(
                link.Finding(TemplateRule.UnsubscribeSmall, FindingSeverity.Warning, "target", Invariant($"{height:0}"))
            );
    }

    // Links under one another, with nothing but a line break between (WCAG 2.2, 2.5.8).
    private static double? Crowded(IElement link, HtmlView page)
    {
        var look = page.Desktop.Of(link);
        var height = look.Line ?? look.Font * 1.2;
        return
            height < EnoughTarget && (After(link.PreviousSibling, back: true) || After(link.NextSibling, back: false))
            ? height
            : null;
    }

    private static bool After(INode? node, bool back)
    {
        for (var broken = false; node is not null; node = back ? node.PreviousSibling : node.NextSibling)
            if (node is IElement { LocalName: "br" })
            {
                if (broken)
                    return false;
                broken = true;
            }
            else if (node is IElement element)
                return broken && element.LocalName == "a";
            else if (node is IText text && !Leaves.IsBlank(text.Data))
                return false;
        return false;
    }

    // Gmail drops a style sheet that holds a block of rules within another.
    private static void CheckWithoutFragile(CheckedMessage message, HtmlView page)
    {
        var looks = page
            .Screens.Select(s => new Looks(page.Html.Document, page.Cascade, s.Screen, withoutFragile: true))
            .ToList();
        foreach (var link in page.Links.Where(l => l.Leaves && page.Sees(l)))
            if (
                looks.Select(link.On).Any(s => s.Contrast < EnoughContrast)
                    && page.Screens.Select(link.On).All(s => s.Contrast is null or >= EnoughContrast)
                || looks.TrueForAll(l => link.On(l).Hidden is not null)
            )
                message.Findings.Add(link.Finding(TemplateRule.UnsubscribeFaint, FindingSeverity.Warning, "dropped"));
    }
}
