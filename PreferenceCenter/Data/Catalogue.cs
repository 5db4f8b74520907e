using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

internal sealed record TopicWords(string Name, string Description, string HowOften);

internal sealed record CategoryInfo(string Key, int Order, FrozenDictionary<string, string> Names)
{
    public string Name(string language, string fallback) => Names.GetValueOrDefault(language) ?? Names.GetValueOrDefault(fallback) ?? Key;
}

internal sealed record TopicInfo(Topic Topic, CategoryInfo Category, int Order, FrozenDictionary<string, TopicWords> Texts)
{
    public long Number => Topic.Number;
    public string Key => Topic.Key;

    /// <summary>The words in the person's language, else in the site's first; a topic without any is known by its key, and can still be left.</summary>
    public TopicWords Words(string language, string fallback) =>
        Texts.GetValueOrDefault(language) ?? Texts.GetValueOrDefault(fallback) ?? new TopicWords(Key, "", "");
}

/// <summary>Topics, categories and their words as they stood when read; held in memory, replaced as a whole.</summary>
internal sealed class Catalogue
{
    public required IReadOnlyList<TopicInfo> Topics { get; init; }
    public required FrozenDictionary<long, TopicInfo> ByNumber { get; init; }
    public required FrozenDictionary<string, TopicInfo> ByKey { get; init; }
    /// <summary>Counts what the house changed: another number means another catalogue.</summary>
    public required long Version { get; init; }

    public static Catalogue Read(CenterContext context)
    {
        var version = context.LogHeads.Sum(h => h.HouseSeq);
        var categories = context.Categories.AsNoTracking().Include(c => c.Texts).AsEnumerable().ToDictionary(
            c => c.Key,
            c => new CategoryInfo(c.Key, c.Order, c.Texts.ToFrozenDictionary(t => t.Language, t => t.Name)));
        var topics = context.Topics.AsNoTracking().Include(t => t.Texts).AsEnumerable()
            .Select(t => new TopicInfo(ToTopic(t), categories[t.CategoryKey], t.Order, t.Texts.ToFrozenDictionary(x => x.Language, x => new TopicWords(x.Name, x.Description, x.HowOften))))
            .OrderBy(t => t.Category.Order).ThenBy(t => t.Category.Key, StringComparer.Ordinal).ThenBy(t => t.Order).ThenBy(t => t.Number)
            .ToArray();
        return new Catalogue
        {
            Topics = topics,
            ByNumber = topics.ToFrozenDictionary(t => t.Number),
            ByKey = topics.ToFrozenDictionary(t => t.Key),
            Version = version,
        };
    }

    private static Topic ToTopic(TopicRow row) => new(row.Number, row.Key, row.State, row.Private,
        [.. Enum.GetValues<Frequency>().Where(f => f != Frequency.Off && (row.Frequencies & (1 << (int)f)) != 0)]);
}

/// <summary>The present catalogue. Another process may change it: looked at about once a second.</summary>
internal sealed class CatalogueCache(Database database)
{
    private volatile Catalogue? current;

    public Catalogue Current => current ?? Refresh();

    public Catalogue Refresh()
    {
        using var context = database.CreateContext();
        return current = Catalogue.Read(context);
    }

    public void RefreshIfChanged()
    {
        using var session = database.Read();
        if (current is { } known && Convert.ToInt64(session[Sql.HouseVersion].ExecuteScalar(), null) == known.Version) return;
        Refresh();
    }
}
