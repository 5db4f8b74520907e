using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>Reads and edits one notice: its draft, its versions, and how people will read it.</summary>
internal sealed class NoticeEditService(
    StaffAuthorizer staff,
    Database database,
    NoticeDrafts drafts,
    TopicAudiences audiences,
    CatalogueCache catalogue,
    NoticePreviewPage preview,
    Site site
) : DraftEditService(staff, drafts, site)
{
    /// <param name="language">The reader's language, in which the topic is named where it can be.</param>
    /// <returns>Null where there is no such notice and no such topic.</returns>
    public async Task<NoticeEdit?> ReadAsync(StaffTicket? ticket, string key, string language, CancellationToken cancel)
    {
        var who = Demand(ticket, StaffPolicies.ReadCatalogue);
        var now = catalogue.Refresh();
        if (NoticeKey.AspectOf(key, now) is not { } aspect || await drafts.ReadAsync(key, cancel) is not { } draft)
            return null;
        var inForce = aspect == 0 ? now.SiteNotice : now.StatementOf(aspect);
        await using var context = await database.CreateContextAsync();
        var editor = await EditorNames.OfAsync(context, [draft.EditedBy], cancel);
        var plan = draft.Changes.Count == 0 ? new RefusedPlan() : drafts.Try(draft);
        return new NoticeEdit(
            draft,
            editor.GetValueOrDefault(draft.EditedBy),
            draft.EditedBy == who.Actor.Id,
            plan.Faults,
            [.. FoundIn(DraftedNotice.Of(now, key, draft.Entry), key)],
            now.ByKey.GetValueOrDefault(key)?.Words(language, Site.DefaultLanguage).Name,
            inForce?.Number ?? 0,
            inForce?.Version ?? "",
            VersionIn(plan),
            (await audiences.CountAsync(cancel)).GetValueOrDefault(aspect, TopicAudience.None),
            NoticesService.FormsOf(now, key),
            now.ByKey.GetValueOrDefault(key) is { Topic.Open: true, Notice: not null } && now.FormsOffering(key) is []
        );
    }

    /// <summary>Keeps what was typed into a field, unless somebody else has changed it since.</summary>
    public Task<EditResult> EditAsync(StaffTicket? ticket, string key, string path, JsonNode? seen, JsonNode? value)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        if (!NoticeFields.IsEditable(key, path) || !DraftPath.Takes(value))
            throw new ArgumentException("No field of a notice, or too long", nameof(path));
        if (NoticeKey.AspectOf(key, catalogue.Refresh()) is null)
            throw new ArgumentException("No such notice", nameof(key));
        return drafts.EditAsync(key, path, seen, value, who.Actor.Id);
    }

    /// <summary>Publishes the words of an earlier version as a new one, if the one in force is the one that was seen.</summary>
    public async Task<IReadOnlyList<Fault>> RestoreAsync(StaffTicket? ticket, string key, int number, int seen) =>
        (await drafts.RestoreAsync(key, number, seen, Demand(ticket, StaffPolicies.ManageCatalogue).By)).Faults;

    /// <summary>The versions of a notice, newest first.</summary>
    public async Task<IReadOnlyList<NoticeVersion>> HistoryAsync(
        StaffTicket? ticket,
        string key,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ReadCatalogue);
        if (NoticeKey.AspectOf(key, catalogue.Refresh()) is not { } aspect)
            return [];
        var rows = await drafts.VersionsAsync(aspect, cancel);
        await using var context = await database.CreateContextAsync();
        var names = await EditorNames.OfAsync(context, [.. rows.Select(r => r.AuthorId).Distinct()], cancel);
        var people = (await audiences.CountAsync(cancel)).GetValueOrDefault(aspect, TopicAudience.None);
        return
        [
            .. rows.Select(row => new NoticeVersion(
                row.Number,
                Invariant($"{row.Major}.{row.Minor}"),
                row.PublishedAt,
                row.AuthorKind,
                names.GetValueOrDefault(row.AuthorId),
                row.RenewBy,
                people.ByNotice.GetValueOrDefault(row.Number),
                NoticeEntry.Of(row)
            )),
        ];
    }

    /// <summary>The page on which people read it, with the notice as it is typed, as HTML. Nothing of it is stored.</summary>
    public Task<string?> PreviewAsync(StaffTicket? ticket, NoticePreview shown)
    {
        Demand(ticket, StaffPolicies.ReadCatalogue);
        return preview(shown);
    }

    private IEnumerable<LintFault> FoundIn(CatalogueSnapshot drafted, string key)
    {
        var lint = new ConsentLint(drafted, Site);
        return key == NoticeKey.Site ? lint.OfSite()
            : drafted.ByKey.TryGetValue(key, out var topic) ? lint.OfTopic(topic)
            : [];
    }

    private static string VersionIn(CataloguePlan plan) =>
        plan is NoticePlan { Faults.Count: 0, Published: [var published] } ? published.Split(' ')[^1] : "";
}
