using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Texts of a catalogue prepared for pages of one language. They are built once and are dropped together with the
/// catalogue.
/// </summary>
internal sealed class TopicViews
{
    private static readonly ConditionalWeakTable<CatalogueSnapshot, ConcurrentDictionary<string, TopicViews>> Cache =
    [];
    private readonly CatalogueSnapshot catalogue;
    private readonly Dictionary<long, TopicMarkup> rows;
    private readonly Dictionary<string, MarkupString> categories;
    private readonly Dictionary<long, PermissionStatement> permissions;

    private TopicViews(CatalogueSnapshot catalogue, PageLanguage language, string fallback)
    {
        this.catalogue = catalogue;
        rows = catalogue.Topics.ToDictionary(
            t => t.Number,
            t => new TopicMarkup(Text(t, language.Code, fallback), language)
        );
        categories = catalogue
            .Topics.Select(t => t.Category)
            .DistinctBy(c => c.Key)
            .ToDictionary(c => c.Key, c => Markup.Of(c.Name(language.Code, fallback)));
        permissions = catalogue.Permissions.ToDictionary(
            p => p.Key,
            p => new PermissionStatement(new(p.Value.In(language.Code, fallback).Words.Html), p.Value.Number)
        );
    }

    public TopicMarkup this[long number] => rows[number];

    public bool MayName(long number, OpenedLink link) => link.Mailed || catalogue.MayName(number, link.Scope);

    /// <summary>Whether the subscription stands that a choice of a topic is about.</summary>
    public bool Stands(Choice choice, DateTimeOffset now) =>
        catalogue.ByNumber.GetValueOrDefault(choice.Aspect)?.Topic is { } topic && Gate.Stands(choice, topic, now);

    /// <summary>The consent statement of tracking or profiling; null if none is published.</summary>
    public PermissionStatement? Permission(long aspect) => permissions.GetValueOrDefault(aspect);

    public MarkupString Category(string key) => categories[key];

    public static TopicViews For(CatalogueSnapshot catalogue, PageLanguage language, string fallback) =>
        Cache.GetOrCreateValue(catalogue).GetOrAdd(language.Code, _ => new TopicViews(catalogue, language, fallback));

    private static TopicContent Text(TopicInfo topic, string language, string fallback)
    {
        var words = topic.Words(language, fallback);
        return new TopicContent(
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
            Sample = SampleLink.To(topic, language, fallback),
        };
    }
}
