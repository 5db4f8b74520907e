using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Drafts;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Reads categories and topics as staff see them: with their drafts, and with those that nobody else sees yet.</summary>
internal sealed class TopicBoardReader(Database database, DraftStore drafts, TopicAudiences audiences, Site site)
{
    public async Task<TopicBoardView> ReadAsync(string language, CancellationToken cancel)
    {
        var categories = await CategoriesAsync(cancel);
        var topics = await TopicsAsync(language, cancel);
        return new TopicBoardView([
            .. categories.Select(c => new BoardCategory(
                c,
                c.Name(language, site.DefaultLanguage),
                [.. topics.Where(t => t.Category == c.Key)],
                site.Languages.Count(code => !c.Names.ContainsKey(code))
            )),
        ]);
    }

    public async Task<IReadOnlyList<CategoryInfo>> CategoriesAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return
        [
            .. (await context.Categories.AsNoTracking().Include(c => c.Texts).ToListAsync(cancel))
                .OrderBy(c => c.Order)
                .ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => new CategoryInfo(
                    c.Key,
                    c.Order,
                    c.Texts.ToFrozenDictionary(t => t.Language, t => t.Name)
                )),
        ];
    }

    private async Task<List<BoardTopic>> TopicsAsync(string language, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var rows = await context.Topics.AsNoTracking().Include(t => t.Texts).ToListAsync(cancel);
        var edited = (await drafts.ListAsync(DraftKind.Topic, cancel)).ToDictionary(d => d.Key);
        var people = await audiences.CountAsync(cancel);
        var known = rows.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.Select(t =>
                    (t.Number, Draft: CatalogueDraft.Of(t.Key, edited.GetValueOrDefault(t.Key), TopicJson.Entry(t)))
                )
                .Concat(
                    edited
                        .Values.Where(d => !known.Contains(d.Key))
                        .Select(d => (Number: 0L, Draft: CatalogueDraft.Of(d.Key, d, null)))
                )
                .OrderBy(t => OrderOf(t.Draft) ?? int.MaxValue)
                .ThenBy(t => t.Number == 0)
                .ThenBy(t => t.Number)
                .ThenBy(t => t.Draft.Key, StringComparer.Ordinal)
                .Select(t =>
                    Topic(
                        t.Number,
                        t.Draft,
                        people.GetValueOrDefault(t.Number, TopicAudience.None).Subscribers,
                        language
                    )
                ),
        ];
    }

    private static int? OrderOf(CatalogueDraft draft) => draft["order"]?.GetValue<int>();

    private BoardTopic Topic(long number, CatalogueDraft draft, long subscribers, string language)
    {
        string? Name(string code) =>
            draft[$"texts.{code}.name"]?.GetValue<string>() is { Length: > 0 } name ? name : null;
        return new BoardTopic(
            draft.Key,
            number == 0 ? null : number,
            Name(language) ?? Name(site.DefaultLanguage) ?? draft.Key,
            draft["category"]?.GetValue<string>() ?? "",
            OrderOf(draft),
            WireName.Parse<TopicState>(draft["state"]?.GetValue<string>()) ?? TopicState.Draft,
            draft["private"]?.GetValue<bool>() ?? false,
            draft.Version != Guid.Empty,
            draft.PublishAt,
            subscribers,
            site.Languages.Count(code => Name(code) is null)
        );
    }
}
