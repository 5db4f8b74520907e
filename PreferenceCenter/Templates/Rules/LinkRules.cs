using PreferenceCenter.Domain;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Styles;
using PreferenceCenter.Templates.Tags;
using PreferenceCenter.Templates.Targets;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Whether links say what they do, and lead where they say.</summary>
internal static class LinkRules
{
    /// <summary>Longer words of a link are a sentence about something else.</summary>
    private const int LongestWords = 80;

    public static void Check(CheckedMessage message)
    {
        foreach (var page in message.Pages)
        foreach (var link in page.Links)
        {
            Leads(message, link);
            if (link.Leaves && !link.InText)
                Words(message, link);
        }
        foreach (var link in message.Texts.SelectMany(t => t.Links))
            Leads(message, link);
        Shaming(message);
    }

    private static void Leads(CheckedMessage message, PartLink link)
    {
        if (link.IsOurs || link.Href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return;
        var dead = link.Judged.Leads == LinkTarget.DeadToken;
        if (!dead && !(link.Words.Length <= LongestWords && LinkWords.SayUnsubscribe(link.Words)))
            return;
        var unknownTag = message.Stage == TemplateStage.Source && MergeTag.Whole(link.Href) is not null;
        message.Findings.Add(
            link.Finding(
                TemplateRule.UnsubscribeElsewhere,
                unknownTag ? FindingSeverity.Unchecked : FindingSeverity.Error,
                unknownTag ? "unknown-tag" : link.Judged.Why ?? "host",
                Short(link.Href)
            )
        );
    }

    private static void Words(CheckedMessage message, PartLink link)
    {
        if (link.Words.Length == 0 || LinkWords.SayUnsubscribe(link.Words))
            return;
        message.Findings.Add(
            link.Finding(
                TemplateRule.UnsubscribeWords,
                FindingSeverity.Warning,
                LinkWords.SayNothing(link.Words) ? "nothing" : "",
                Short(link.Words)
            )
        );
    }

    // Words that shame stand in the link or in the sentence around it.
    private static void Shaming(CheckedMessage message)
    {
        foreach (var page in message.Pages)
        foreach (var link in page.Links.Where(l => l.IsOurs && l.Element is not null))
        {
            var around = link.Element!.Closest("p, td, div, li") ?? link.Element!;
            var text = string.Concat(Leaves.Of(around).OfType<AngleSharp.Dom.IText>().Select(t => t.Data).Take(100));
            if (text.Length > 600)
                text = link.Words;
            if (Found(text) is not { } words)
                continue;
            message.Findings.Add(link.Finding(TemplateRule.Confirmshaming, FindingSeverity.Warning, "", words));
            break;
        }
        foreach (var link in message.Texts.SelectMany(t => t.Links).Where(l => l.IsOurs))
            if (Found(link.Words) is { } words)
            {
                message.Findings.Add(link.Finding(TemplateRule.Confirmshaming, FindingSeverity.Warning, "", words));
                break;
            }
    }

    private static string? Found(string text) =>
        Languages
            .All.Select(language => ConfirmshamingWords.FoundIn(text, language))
            .FirstOrDefault(w => w is not null);

    private static string Short(string text) => text.Length <= 100 ? text : text[..99] + "…";
}
