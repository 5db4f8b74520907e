using System.Collections.Frozen;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Bundles;

/// <summary>The catalogue as plans that are not applied yet would make it, for checks.</summary>
internal static class PlannedCatalogue
{
    public static CatalogueSnapshot Of(CatalogueSnapshot now, TopicPlan? topics, NoticePlan? notices)
    {
        var published = (notices?.Rows ?? []).ToDictionary(n => n.TopicNumber, InfoOf);
        return now with
        {
            Topics =
            [
                .. (topics is null ? now.Topics : topics.Rows.Select(row => InfoOf(row, topics, now))).Select(t =>
                    t with
                    {
                        Notice = published.GetValueOrDefault(t.Number) ?? t.Notice,
                    }
                ),
            ],
            SiteNotice = published.GetValueOrDefault(0) ?? now.SiteNotice,
        };
    }

    private static TopicInfo InfoOf(TopicRow row, TopicPlan plan, CatalogueSnapshot now) =>
        new(
            new Topic(
                row.Number,
                row.Key,
                row.State,
                row.Private,
                [
                    .. Enum.GetValues<Frequency>()
                        .Where(f => f != Frequency.Off && (row.Frequencies & (1 << (int)f)) != 0),
                ]
            )
            {
                Notice = now.Notices.GetValueOrDefault(row.Number),
                Sensitive = row.Sensitive,
            },
            plan.CategoryOf(row) is { } category
                ? new CategoryInfo(
                    category.Key,
                    category.Order,
                    category.Texts.ToFrozenDictionary(t => t.Language, t => t.Name)
                )
                : new CategoryInfo(row.CategoryKey, 0, FrozenDictionary<string, string>.Empty),
            row.Order,
            row.Texts.ToFrozenDictionary(t => t.Language, t => new TopicWords(t.Name, t.Description, t.HowOften))
        )
        {
            Notice = now.ByNumber.GetValueOrDefault(row.Number)?.Notice,
        };

    private static NoticeInfo InfoOf(NoticeRow row) =>
        new(row.Number, row.TopicNumber, row.Major, row.Minor, row.PublishedAt, row.RenewBy, row.Hash)
        {
            Texts = row.Texts.ToFrozenDictionary(t => t.Language, t => new NoticeWords(t.Html, t.Hash)),
        };
}
