using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Insights;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>Reads and edits one form: its draft, its state, its versions, and how people will see it.</summary>
internal sealed class FormEditService(
    StaffAuthorizer staff,
    Database database,
    FormDrafts drafts,
    FormChanges forms,
    CatalogueCache catalogue,
    FormPreviewPage preview,
    FormSnippetOf snippet,
    InsightsReader insights,
    Site site
) : DraftEditService(staff, drafts, site)
{
    private static readonly Fault Moved = new("file", FaultCode.CatalogueMoved);

    /// <param name="language">The reader's language, in which topics are named where they can be.</param>
    /// <returns>Null where there is no such form.</returns>
    public async Task<FormEdit?> ReadAsync(StaffTicket? ticket, string key, string language, CancellationToken cancel)
    {
        var who = Demand(ticket, StaffPolicies.ReadCatalogue);
        var now = catalogue.Refresh();
        if (await drafts.ReadAsync(key, cancel) is not { } draft)
            return null;
        await using var context = await database.CreateContextAsync();
        var editor = await EditorNames.OfAsync(context, [draft.EditedBy], cancel);
        var form = now.Forms.GetValueOrDefault(key);
        var shown = form?.Published == true ? snippet(key) : null;
        return new FormEdit(
            draft,
            editor.GetValueOrDefault(draft.EditedBy),
            draft.EditedBy == who.Actor.Id,
            // One that is published and not shown is to be mended too.
            draft.Changes.Count == 0
            && (form?.Published != true || shown is not null)
                ? []
                : drafts.Try(draft).Faults,
            FormsService.StandingOf(now, key, shown),
            form?.Version ?? 0,
            [
                .. now
                    .Topics.Where(t => t.Topic.Open)
                    .Select(t => new OfferedTopic(
                        t.Key,
                        t.Words(language, Site.DefaultLanguage).Name,
                        t.Notice is not null
                    )),
            ],
            shown,
            form is not null && who.Has(StaffPolicies.ReadInsights) ? await RateAsync(key) : null
        );
    }

    private async Task<FormRate> RateAsync(string key)
    {
        var period = InsightsPeriod.Last(FormsService.UsualDays, insights.Today);
        var report = await insights.ReadAsync(period, DayCounts.AllTopics);
        return report.Forms.FirstOrDefault(f => f.Form == key) ?? new FormRate(key, 0, 0);
    }

    /// <summary>Keeps what was typed into a field, unless somebody else has changed it since.</summary>
    public Task<EditResult> EditAsync(StaffTicket? ticket, string key, string path, JsonNode? seen, JsonNode? value)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        if (!FormFields.IsEditable(path) || !DraftPath.Takes(value))
            throw new ArgumentException("No field of a form, or too long", nameof(path));
        return drafts.EditAsync(key, path, seen, value, who.Actor.Id);
    }

    /// <summary>Publishes an earlier version again, if the one in force is the one that was seen.</summary>
    public async Task<IReadOnlyList<Fault>> RestoreAsync(StaffTicket? ticket, string key, int version, int seen) =>
        (await drafts.RestoreAsync(key, version, seen, Demand(ticket, StaffPolicies.ManageCatalogue).By)).Faults;

    /// <summary>Takes a published form from everybody. Its versions, and what came through it, stay.</summary>
    public async Task<IReadOnlyList<Fault>> ArchiveAsync(StaffTicket? ticket, string key, int seen)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        if (catalogue.Refresh().Forms.GetValueOrDefault(key) is not { } form)
            return [Moved];
        // Pressed twice, or by two: it is what was asked for.
        if (!form.Published)
            return [];
        if (form.Version != seen)
            return [Moved];
        var file = new Catalogue.Forms.FormFile([new FormEntry("forms[0]", key, false, form.Definition)]);
        return (await forms.ApplyAsync(file, who.By)).Faults;
    }

    /// <summary>The versions of a form, newest first.</summary>
    public async Task<IReadOnlyList<FormVersion>> HistoryAsync(
        StaffTicket? ticket,
        string key,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ReadCatalogue);
        var rows = await drafts.VersionsAsync(key, cancel);
        await using var context = await database.CreateContextAsync();
        var names = await EditorNames.OfAsync(context, [.. rows.Select(r => r.AuthorId).Distinct()], cancel);
        var entries = rows.Select(FormDrafts.EntryOf).ToList();
        return
        [
            .. rows.Select(
                (row, i) =>
                    new FormVersion(
                        row.Version,
                        row.ChangedAt,
                        row.AuthorKind,
                        names.GetValueOrDefault(row.AuthorId),
                        i + 1 < rows.Count ? EntryFields.Difference(entries[i + 1], entries[i]) : [],
                        entries[i]
                    )
            ),
        ];
    }

    /// <summary>The page of the form as it is typed, as HTML. Nothing of it is stored.</summary>
    public Task<string?> PreviewAsync(StaffTicket? ticket, FormPreview shown)
    {
        Demand(ticket, StaffPolicies.ReadCatalogue);
        return preview(shown);
    }
}
