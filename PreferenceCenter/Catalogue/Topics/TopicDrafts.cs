using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>Drafts of topics, and their earlier versions.</summary>
internal sealed class TopicDrafts(Database database, DraftStore drafts, CataloguePublisher publisher, Site site)
    : EntryDrafts(DraftKind.Topic, database, drafts, publisher, site)
{
    private readonly DraftStore store = drafts;

    /// <summary>The versions of a topic, newest first.</summary>
    public async Task<IReadOnlyList<TopicVersionRow>> HistoryAsync(long number, CancellationToken cancel)
    {
        await using var context = await Database.CreateContextAsync();
        return await context
            .TopicVersions.AsNoTracking()
            .Where(v => v.TopicNumber == number)
            .OrderByDescending(v => v.Version)
            .ToListAsync(cancel);
    }

    /// <summary>Publishes an earlier version again, if the one in force is the one that was seen.</summary>
    public Task<CataloguePlan> RestoreAsync(long number, int version, int seen, StaffBy by) =>
        RestoreAsync(
            by,
            context =>
            {
                var versions = context.TopicVersions.AsNoTracking().Where(v => v.TopicNumber == number).ToList();
                return versions.Max(v => v.Version) == seen && versions.Find(v => v.Version == version) is { } wanted
                    ? JsonNode.Parse(wanted.Definition)!.AsObject()
                    : null;
            },
            PlanOf
        );

    /// <summary>Gives the draft of a new topic another key, unless that one is taken.</summary>
    public async Task<bool> RekeyAsync(string key, string to, Guid editor)
    {
        await using var context = await Database.CreateContextAsync();
        return Published(context, key) is null
            && Published(context, to) is null
            && await store.RekeyAsync(DraftKind.Topic, key, to, editor);
    }

    private protected override CataloguePlan PlanOf(CatalogueDraft draft, CenterContext context, Publishing publishing)
    {
        var entry = draft.Entry;
        // A draft is published to be seen.
        if (entry["state"]?.GetValue<string>() is null or "draft")
            entry["state"] = WireName.Of(TopicState.Published);
        return PlanOf(entry, context, publishing);
    }

    private static CataloguePlan PlanOf(JsonObject entry, CenterContext context, Publishing publishing)
    {
        // A file leaves alone what it leaves out; these are whole entries.
        entry["sender"] ??= new JsonObject();
        entry["sample"] ??= new JsonObject();
        entry["singleOptIn"] ??= "";
        EntryFields.DropBlank(entry["texts"]);
        return PlanOf(
            new JsonObject { ["topics"] = new JsonArray(entry) },
            TopicFileReader.Read,
            file => TopicPlan.Of(file, context, publishing)
        );
    }

    private protected override JsonObject? Published(CenterContext context, string key) =>
        context.Topics.AsNoTracking().Include(t => t.Texts).SingleOrDefault(t => t.Key == key) is { } row
            ? TopicJson.Entry(row)
            : null;
}
