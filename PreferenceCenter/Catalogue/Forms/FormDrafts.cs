using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Forms;

/// <summary>Drafts of sign-up forms, and their versions.</summary>
internal sealed class FormDrafts(
    Database database,
    DraftStore drafts,
    CataloguePublisher publisher,
    CatalogueCache catalogue,
    Site site
) : EntryDrafts(DraftKind.Form, database, drafts, publisher, site)
{
    /// <summary>The versions of a form, newest first.</summary>
    public async Task<IReadOnlyList<FormRow>> VersionsAsync(string key, CancellationToken cancel)
    {
        await using var context = await Database.CreateContextAsync();
        return await context
            .Forms.AsNoTracking()
            .Where(f => f.Key == key)
            .OrderByDescending(f => f.Version)
            .ToListAsync(cancel);
    }

    /// <summary>Publishes an earlier version again, if the one in force is the one that was seen.</summary>
    public Task<CataloguePlan> RestoreAsync(string key, int version, int seen, StaffBy by) =>
        RestoreAsync(
            by,
            context =>
            {
                var versions = context.Forms.AsNoTracking().Where(f => f.Key == key).ToList();
                return versions.Count > 0 && versions.Max(f => f.Version) == seen
                    ? versions.Find(f => f.Version == version) is { } wanted
                        ? EntryOf(wanted)
                        : null
                    : null;
            },
            PlanOf
        );

    /// <summary>The entry of a version, as a file has it.</summary>
    public static JsonObject EntryOf(FormRow row)
    {
        var entry = JsonNode.Parse(FormJsonFile.Of(row))!.AsObject();
        // They are of the row, and no fields of the form.
        entry.Remove("version");
        entry.Remove("hash");
        return entry;
    }

    /// <summary>A file with this form alone, as it would be published.</summary>
    public static JsonObject FileOf(JsonObject edited)
    {
        var entry = edited.DeepClone().AsObject();
        entry["state"] = "published";
        EntryFields.DropBlank(entry["texts"]);
        if (entry["terms"] is JsonObject terms)
        {
            EntryFields.DropBlank(terms["texts"]);
            if (terms["texts"] is null or JsonObject { Count: 0 } && (terms["url"]?.ToString() ?? "").Length == 0)
                entry.Remove("terms");
        }
        return new JsonObject { ["forms"] = new JsonArray(entry) };
    }

    private protected override JsonObject? Published(CenterContext context, string key) =>
        context.Forms.AsNoTracking().Where(f => f.Key == key).OrderByDescending(f => f.Version).FirstOrDefault()
            is { } row
            ? EntryOf(row)
            : null;

    private protected override CataloguePlan PlanOf(
        CatalogueDraft draft,
        CenterContext context,
        Publishing publishing
    ) => PlanOf(draft.Entry, context, publishing);

    private CataloguePlan PlanOf(JsonObject entry, CenterContext context, Publishing publishing) =>
        PlanOf(FileOf(entry), FormFileReader.Read, file => FormPlan.Of(file, context, catalogue.Refresh(), publishing));
}
