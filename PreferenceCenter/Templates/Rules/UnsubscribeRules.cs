using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Styles;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Whether each part shows a link to leave, on every screen.</summary>
internal static class UnsubscribeRules
{
    public static void Check(CheckedMessage message)
    {
        foreach (var kind in message.Kinds)
            CheckPages(message, kind.Key, [.. kind]);
        if (message.Texts.Count > 0)
            CheckTexts(message);
        if (message.Pages.Count + message.Texts.Count == 0)
            message.Add(TemplateRule.UnsubscribeMissing, FindingSeverity.Error, TemplatePart.Message);
        if (message.Judge.Unverified)
            message.Add(TemplateRule.UnsubscribeMissing, FindingSeverity.Unchecked, TemplatePart.Message, "unverified");
        OtherPerson(message);
    }

    private static void CheckPages(CheckedMessage message, TemplatePart part, HtmlView[] pages)
    {
        var links = pages.SelectMany(page => page.Links.Where(l => l.IsOurs).Select(link => (page, link))).ToList();
        var seen = links.Where(l => l.page.Sees(l.link)).ToList();
        foreach (var (page, link) in links.Where(l => l.link.Leaves).Except(seen))
            message.Findings.Add(
                link.Finding(
                    TemplateRule.UnsubscribeHidden,
                    FindingSeverity.Error,
                    "",
                    link.On(page.Desktop).Hidden ?? ""
                )
            );
        if (seen.Count == 0)
            message.Add(TemplateRule.UnsubscribeMissing, FindingSeverity.Error, part, links.Count > 0 ? "unseen" : "");
        else
            CheckScreens(message, part, pages, [.. seen.Select(s => s.link)]);
        if (seen.Count > 0 && !seen.Exists(s => s.link.Leaves))
            message.Findings.Add(
                seen[0].link.Finding(TemplateRule.UnsubscribeOnlyPreferences, FindingSeverity.Warning)
            );
        if (!seen.Exists(s => s.link.Chooses))
            message.Add(TemplateRule.PreferencesLink, FindingSeverity.Warning, part);
        if (message.Stage == TemplateStage.Source && seen.Count > 0)
            CheckConditions(message, pages, [.. seen.Select(s => s.link)]);
    }

    // Of twins for desktop and phone one is shown at each width.
    private static void CheckScreens(CheckedMessage message, TemplatePart part, HtmlView[] pages, PartLink[] links)
    {
        foreach (var page in pages)
        foreach (var screen in page.Screens)
            if (
                page.Links.Any(links.Contains)
                && !page.Links.Any(link => links.Contains(link) && IsThere(link.On(screen)))
            )
                message.Add(
                    TemplateRule.UnsubscribeMissing,
                    FindingSeverity.Error,
                    part,
                    screen.Screen.Dark ? "dark" : "width",
                    screen.Screen.Width
                );
    }

    // A link that cannot be told from its ground is told by another rule.
    private static bool IsThere(Seen seen) => seen.Hidden is null || seen.Contrast is not null;

    private static void CheckConditions(CheckedMessage message, HtmlView[] pages, PartLink[] seen)
    {
        var around = pages.ToDictionary(page => page, page => new Conditions(page.Html.Source));
        var inCondition = pages
            .SelectMany(page => page.Links.Where(seen.Contains).Select(link => around[page].Around(link.Index)))
            .ToList();
        if (inCondition.TrueForAll(condition => condition is not null))
            message.Findings.Add(
                seen[0]
                    .Finding(TemplateRule.UnsubscribeMissing, FindingSeverity.Unchecked, "condition", inCondition[0]!)
            );
    }

    private static void CheckTexts(CheckedMessage message)
    {
        var links = message.Texts.SelectMany(text => text.Links).Where(l => l.IsOurs).ToList();
        if (links.Count == 0)
            message.Add(TemplateRule.UnsubscribeMissing, FindingSeverity.Error, TemplatePart.Text);
        else if (!links.Exists(l => l.Leaves))
            message.Findings.Add(links[0].Finding(TemplateRule.UnsubscribeOnlyPreferences, FindingSeverity.Warning));
        if (message.Pages.Count == 0 && !links.Exists(l => l.Chooses))
            message.Add(TemplateRule.PreferencesLink, FindingSeverity.Warning, TemplatePart.Text);
    }

    // A subscriber's own link in a mailing to many lets everybody unsubscribe that one.
    private static void OtherPerson(CheckedMessage message)
    {
        var named = message
            .Pages.SelectMany(p => p.Links)
            .Concat(message.Texts.SelectMany(t => t.Links))
            .Where(l => l is { IsOurs: true, Judged.Subscriber: not null })
            .ToList();
        var expected = message.Context.Recipient ?? named.FirstOrDefault()?.Judged.Subscriber;
        if (named.Find(l => l.Judged.Subscriber != expected) is { } other)
            message.Findings.Add(other.Finding(TemplateRule.UnsubscribeOtherPerson, FindingSeverity.Note));
    }
}
