using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>
/// Drafts of topics: what staff edit, what would be wrong with it, and publishing it by the same plan as a file.
/// </summary>
internal sealed class TopicDrafts(Database database, DraftStore drafts, CataloguePublisher publisher, Site site)
{
    /// <summary>The topics that have a draft, new ones too.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(CancellationToken cancel) =>
        [.. (await drafts.ListAsync(DraftKind.Topic, cancel)).Select(d => d.Key).Order(StringComparer.Ordinal)];

    /// <summary>The draft of a topic, empty where nothing is changed; null where there is neither draft nor topic.</summary>
    public async Task<CatalogueDraft?> ReadAsync(string key, CancellationToken cancel)
    {
        var row = await drafts.FindAsync(DraftKind.Topic, key, cancel);
        var published = await PublishedAsync(key, cancel);
        return row is null && published is null ? null : CatalogueDraft.Of(key, row, published);
    }

    /// <param name="path">The field's path in the entry, for example <c>texts.en.name</c>.</param>
    /// <param name="seen">What the editor saw in the field before typing.</param>
    public async Task<EditResult> EditAsync(string key, string path, JsonNode? seen, JsonNode? value, Guid editor)
    {
        var published = await PublishedAsync(key, CancellationToken.None);
        return await drafts.EditAsync(
            DraftKind.Topic,
            key,
            new FieldEdit(path, seen, value, published is null ? null : EntryFields.In(published, path)),
            editor
        );
    }

    public Task<bool> DiscardAsync(string key, Guid version) => drafts.DiscardAsync(DraftKind.Topic, key, version);

    /// <param name="at">When the draft is published by itself; null for not at all.</param>
    public Task<bool> ScheduleAsync(string key, Guid version, DateTimeOffset? at, Guid editor) =>
        drafts.ScheduleAsync(DraftKind.Topic, key, version, at, editor);

    /// <summary>What publishing the draft would do, or what is wrong with it.</summary>
    public TopicPlan Try(CatalogueDraft draft) =>
        publisher.Try((context, at) => PlanOf(draft, context, new Publishing(Actor.System, at, site)));

    /// <summary>Publishes the draft, if it is the one that was seen.</summary>
    public Task<TopicPlan> PublishAsync(string key, Guid version, StaffBy by) =>
        publisher.ApplyAsync(
            by,
            (context, at) =>
            {
                var row = context.CatalogueDrafts.SingleOrDefault(d => d.Kind == DraftKind.Topic && d.Key == key);
                if (row is null && IsDone(context, by))
                    return TopicPlan.Refused();
                if (row?.Version != version)
                    return TopicPlan.Refused(new Fault("file", FaultCode.CatalogueMoved));
                context.CatalogueDrafts.Remove(row);
                return PlanOf(
                    CatalogueDraft.Of(key, row, JsonOf(Find(context, key))),
                    context,
                    new Publishing(by.Actor, at, site)
                );
            }
        );

    /// <summary>The versions of a topic, newest first.</summary>
    public async Task<IReadOnlyList<TopicVersionRow>> HistoryAsync(long number, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return await context
            .TopicVersions.AsNoTracking()
            .Where(v => v.TopicNumber == number)
            .OrderByDescending(v => v.Version)
            .ToListAsync(cancel);
    }

    /// <summary>Publishes an earlier version again, if the one in force is the one that was seen.</summary>
    public Task<TopicPlan> RestoreAsync(long number, int version, int seen, StaffBy by) =>
        publisher.ApplyAsync(
            by,
            (context, at) =>
            {
                var versions = context.TopicVersions.AsNoTracking().Where(v => v.TopicNumber == number).ToList();
                if (IsDone(context, by))
                    return TopicPlan.Refused();
                if (versions.Max(v => v.Version) != seen || versions.Find(v => v.Version == version) is not { } wanted)
                    return TopicPlan.Refused(new Fault("file", FaultCode.CatalogueMoved));
                return PlanOf(
                    JsonNode.Parse(wanted.Definition)!.AsObject(),
                    context,
                    new Publishing(by.Actor, at, site)
                );
            }
        );

    /// <summary>Gives the draft of a new topic another key, unless that one is taken.</summary>
    public async Task<bool> RekeyAsync(string key, string to, Guid editor) =>
        await PublishedAsync(key, CancellationToken.None) is null
        && await PublishedAsync(to, CancellationToken.None) is null
        && await drafts.RekeyAsync(DraftKind.Topic, key, to, editor);

    // The same form, sent twice: the first time did it.
    private static bool IsDone(CenterContext context, StaffBy by) =>
        by.Ticket?.Once is { } once && context.OnceKeys.Any(k => k.Key == once);

    private static TopicPlan PlanOf(CatalogueDraft draft, CenterContext context, Publishing publishing)
    {
        var entry = draft.Entry;
        // A draft is published to be seen.
        if (entry["state"]?.GetValue<string>() is null or "draft")
            entry["state"] = WireName.Of(TopicState.Published);
        return PlanOf(entry, context, publishing);
    }

    private static TopicPlan PlanOf(JsonObject entry, CenterContext context, Publishing publishing)
    {
        // A file leaves alone what it leaves out; these are whole entries.
        entry["sender"] ??= new JsonObject();
        entry["sample"] ??= new JsonObject();
        entry["singleOptIn"] ??= "";
        // A language whose texts were emptied is taken away.
        if (entry["texts"] is JsonObject texts)
            foreach (var language in texts.Where(t => IsBlank(t.Value)).Select(t => t.Key).ToArray())
                texts.Remove(language);
        var faults = new List<Fault>();
        var json = new JsonObject { ["topics"] = new JsonArray(entry) }.ToJsonString();
        var file = TopicFileReader.Read(Encoding.UTF8.GetBytes(json), faults);
        return file is null || faults.Count > 0
            ? TopicPlan.Refused([.. faults])
            : TopicPlan.Of(file, context, publishing);
    }

    private static bool IsBlank(JsonNode? words) =>
        words is JsonObject fields
        && fields.All(f =>
            f.Value is null || f.Value is JsonValue v && v.TryGetValue<string>(out var t) && t.Length == 0
        );

    private async Task<JsonObject?> PublishedAsync(string key, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return JsonOf(
            await context.Topics.AsNoTracking().Include(t => t.Texts).SingleOrDefaultAsync(t => t.Key == key, cancel)
        );
    }

    private static TopicRow? Find(CenterContext context, string key) =>
        context.Topics.AsNoTracking().Include(t => t.Texts).SingleOrDefault(t => t.Key == key);

    private static JsonObject? JsonOf(TopicRow? row) => row is null ? null : TopicJson.Entry(row);
}
