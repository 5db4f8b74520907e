using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Reads the board of topics; makes topics and categories, names categories, and puts topics in order.</summary>
internal sealed class TopicsService(
    StaffAuthorizer staff,
    TopicBoardReader board,
    DraftStore store,
    TopicDrafts drafts,
    TopicChanges topics,
    CatalogueCache catalogue,
    Site site
) : ConsoleService(staff)
{
    /// <param name="language">The reader's language, in which topics and categories are named where they can be.</param>
    public async Task<TopicBoardView> BoardAsync(StaffTicket? ticket, string language, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return await board.ReadAsync(language, cancel);
    }

    /// <summary>Begins the draft of a new topic. Nobody sees it before it is published.</summary>
    /// <returns>False where the key is taken.</returns>
    public async Task<bool> CreateAsync(StaffTicket? ticket, string key, string name, string category)
    {
        var editor = Demand(ticket, StaffPolicies.ManageCatalogue).Actor.Id;
        var fields = new (string Path, JsonNode Value)[]
        {
            ("category", category),
            ($"texts.{site.DefaultLanguage}.name", name),
        };
        if (catalogue.Refresh().ByKey.ContainsKey(key))
            return false;
        // Taken by a draft, unless it is this very one: then the same form was sent twice.
        if (
            await store.FindAsync(DraftKind.Topic, key) is { } row
            && (row.EditedBy != editor || !fields.All(f => JsonNode.DeepEquals(Field(row, f.Path), f.Value)))
        )
            return false;
        foreach (var (path, value) in fields)
            if (!(await drafts.EditAsync(key, path, null, value, editor)).Taken)
                return false;
        // Its place is the one that it is shown at. Where the form was sent twice, it has one already.
        await drafts.EditAsync(key, "order", null, await LastInAsync(category), editor);
        return true;
    }

    private async Task<int> LastInAsync(string category)
    {
        var shown = await board.ReadAsync(site.DefaultLanguage, CancellationToken.None);
        return After(shown.Topics.Where(t => t.Category == category).Select(t => t.Order ?? 0));
    }

    /// <summary>Adds a category, or names one anew, in these languages. It is in force at once.</summary>
    /// <param name="seen">The names that it had when it was opened; null for a new one.</param>
    /// <returns>What is wrong with it; nothing where it is done.</returns>
    public async Task<IReadOnlyList<Fault>> NameCategoryAsync(
        StaffTicket? ticket,
        string key,
        IReadOnlyDictionary<string, string> names,
        IReadOnlyDictionary<string, string>? seen
    )
    {
        var by = Demand(ticket, StaffPolicies.ManageCatalogue).By;
        var known = (await board.CategoriesAsync(CancellationToken.None)).ToDictionary(c => c.Key);
        if (seen is null && known.TryGetValue(key, out var taken) && !IsNamed(taken, names))
            return [new Fault("key", FaultCode.Taken, key)];
        int? order = seen is null && !known.ContainsKey(key) ? After(known.Values.Select(c => c.Order)) : null;
        return await ApplyAsync(
            new TopicFile([new CategoryEntry("category", key, order, names) { Seen = seen }], []),
            by
        );
    }

    /// <summary>Puts categories into this order. In force at once.</summary>
    public async Task<IReadOnlyList<Fault>> OrderCategoriesAsync(StaffTicket? ticket, IReadOnlyList<string> keys)
    {
        var by = Demand(ticket, StaffPolicies.ManageCatalogue).By;
        return await ApplyAsync(
            new TopicFile([.. keys.Select((key, i) => new CategoryEntry($"categories.{key}", key, i + 1, null))], []),
            by
        );
    }

    /// <summary>Puts topics into this order, and each into the category that stands beside it. In force at once.</summary>
    public async Task<IReadOnlyList<Fault>> OrderAsync(StaffTicket? ticket, IReadOnlyList<TopicPlace> places)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        var known = catalogue.Refresh().ByKey;
        var ordered = places
            .GroupBy(p => p.Category)
            .SelectMany(g => g.Select((place, i) => (place.Key, place.Category, Order: i + 1)))
            .ToArray();
        var faults = await ApplyAsync(
            new TopicFile(
                [],
                [
                    .. ordered
                        .Where(p => known.ContainsKey(p.Key))
                        .Select(p => new TopicEntry($"topics.{p.Key}", p.Key)
                        {
                            Category = p.Category,
                            Order = p.Order,
                        }),
                ]
            ),
            who.By
        );
        if (faults.Count > 0)
            return faults;
        // A draft stands where its topic does.
        foreach (var row in await store.ListAsync(DraftKind.Topic))
        foreach (var place in ordered.Where(p => p.Key == row.Key))
        {
            var isNew = !known.ContainsKey(place.Key);
            if (isNew || Field(row, "category") is not null)
                await drafts.EditAsync(place.Key, "category", Field(row, "category"), place.Category, who.Actor.Id);
            if (isNew)
                await drafts.EditAsync(place.Key, "order", Field(row, "order"), place.Order, who.Actor.Id);
        }
        return [];
    }

    // A file may give any whole number.
    private static int After(IEnumerable<int> orders) => Math.Min(orders.DefaultIfEmpty().Max(), int.MaxValue - 1) + 1;

    private async Task<IReadOnlyList<Fault>> ApplyAsync(TopicFile file, StaffBy by) =>
        (await topics.ApplyAsync(file, by)).Faults;

    private static bool IsNamed(CategoryInfo category, IReadOnlyDictionary<string, string> names) =>
        names.Count == category.Names.Count && names.All(n => category.Names.GetValueOrDefault(n.Key) == n.Value);

    private static JsonNode? Field(CatalogueDraftRow row, string path) =>
        CatalogueDraft.FieldsOf(row).GetValueOrDefault(path);
}
