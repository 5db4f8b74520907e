using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Kept;

/// <summary>Checks templates that are kept against the topic, the site and the link keys of now.</summary>
internal sealed class TemplateChecks(TemplateContexts contexts, LinkKeyRing keys, CatalogueCache catalogue, Site site)
{
    /// <param name="topic">Null for any.</param>
    public TemplateContext ContextOf(long? topic, string? language)
    {
        var now = catalogue.Current;
        var context =
            topic is { } number && now.ByNumber.TryGetValue(number, out var info)
                ? contexts.Of(keys.Current, now, info)
                : contexts.Of(keys.Current);
        return context with { Language = language };
    }

    /// <summary>Checks it, and notes the result in its row.</summary>
    public void Check(TemplateRow row)
    {
        var context = ContextOf(row.TopicNumber, row.Language);
        var report = TemplateCheck.Run(row.Content, WireName.Parse<TemplateStage>(row.Stage), context);
        if (row.Sound != report.Passes || row.Since == default)
            row.Since = context.Now;
        (row.CheckedAt, row.CheckedAgainst, row.Sound) = (
            context.Now,
            TemplateContexts.DigestOf(context),
            report.Passes
        );
        row.Errors = NamesOf(report.RulesWith(FindingSeverity.Error));
        row.Unchecked = NamesOf(report.Unchecked);
    }

    private static string NamesOf(IEnumerable<TemplateRule> rules) => string.Join(',', rules.Select(WireName.Of));

    /// <summary>Whether the result is of now: nothing has changed since, and no night has passed.</summary>
    public bool IsOfNow(long? topic, string? language, string against, DateTimeOffset checkedAt)
    {
        var context = ContextOf(topic, language);
        return site.Calendar.DayOf(checkedAt) == site.Calendar.DayOf(context.Now)
            && TemplateContexts.DigestOf(context) == against;
    }
}
