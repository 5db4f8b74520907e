using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>A catalogue's words made ready for pages of one language, once; it goes with its catalogue.</summary>
internal sealed class TopicShelf
{
    private static readonly ConditionalWeakTable<CatalogueSnapshot, ConcurrentDictionary<string, TopicShelf>> Shelves =
    [];
    private readonly CatalogueSnapshot catalogue;
    private readonly Dictionary<long, TopicRow> rows;
    private readonly Dictionary<string, MarkupString> categories;

    private TopicShelf(CatalogueSnapshot catalogue, PageLanguage language, string fallback)
    {
        this.catalogue = catalogue;
        rows = catalogue.Topics.ToDictionary(
            t => t.Number,
            t => new TopicRow(Text(t, language.Code, fallback), language)
        );
        categories = catalogue
            .Topics.Select(t => t.Category)
            .DistinctBy(c => c.Key)
            .ToDictionary(c => c.Key, c => Markup.Of(c.Name(language.Code, fallback)));
    }

    public TopicRow this[long number] => rows[number];

    public bool IsPublic(long number) => catalogue.ByNumber.TryGetValue(number, out var topic) && !topic.Topic.Private;

    public MarkupString Category(string key) => categories[key];

    public static TopicShelf For(CatalogueSnapshot catalogue, PageLanguage language, string fallback) =>
        Shelves.GetOrCreateValue(catalogue).GetOrAdd(language.Code, _ => new TopicShelf(catalogue, language, fallback));

    private static TopicText Text(TopicInfo topic, string language, string fallback)
    {
        var words = topic.Words(language, fallback);
        return new TopicText(
            topic.Number,
            topic.Key,
            Markup.Of(words.Name),
            Markup.Of(words.Description),
            Markup.Of(words.HowOften),
            [.. topic.Topic.Frequencies.OrderDescending()],
            topic.Texts.ContainsKey(language) ? null
                : topic.Texts.ContainsKey(fallback) ? fallback
                : null
        )
        {
            Statement = topic.Notice is { } notice
                ? new MarkupString(notice.In(language, fallback).Words.Html)
                : default,
            Notice = topic.Notice?.Number ?? 0,
        };
    }
}
