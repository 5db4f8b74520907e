using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Insights;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>Reads the list of forms, with what people sent and confirmed; begins new ones.</summary>
internal sealed class FormsService(
    StaffAuthorizer staff,
    DraftStore store,
    FormDrafts drafts,
    InsightsReader insights,
    CatalogueCache catalogue,
    FormSnippetOf snippet,
    Site site
) : ConsoleService(staff)
{
    /// <summary>Twelve weeks: the period that is told where none is chosen.</summary>
    public const int UsualDays = 84;

    /// <param name="days">The period, up to today, that sent and confirmed forms are counted in.</param>
    /// <param name="language">The reader's language, in which forms and topics are named where they can be.</param>
    public async Task<IReadOnlyList<FormLine>> ListAsync(
        StaffTicket? ticket,
        int days,
        string language,
        CancellationToken cancel
    )
    {
        var who = Demand(ticket, StaffPolicies.ReadCatalogue);
        var now = catalogue.Refresh();
        var edited = (await store.ListAsync(DraftKind.Form, cancel)).ToDictionary(d => d.Key);
        var rates = who.Has(StaffPolicies.ReadInsights)
            ? (
                await insights.ReadAsync(InsightsPeriod.Last(days, insights.Today), DayCounts.AllTopics)
            ).Forms.ToDictionary(f => f.Form)
            : null;
        var lines = new List<FormLine>();
        foreach (var key in now.Forms.Keys.Union(edited.Keys).Order(StringComparer.Ordinal))
        {
            var draft = (await drafts.ReadAsync(key, cancel))!;
            var shown = now.Forms.GetValueOrDefault(key)?.Published == true ? snippet(key) : null;
            var isPublished = now.Forms.GetValueOrDefault(key)?.Published == true;
            lines.Add(
                new FormLine(
                    key,
                    TitleOf(draft, language) ?? TitleOf(draft, site.DefaultLanguage) ?? key,
                    StandingOf(now, key, shown),
                    [
                        .. (draft[FormFields.Topics] as JsonArray ?? []).Select(t =>
                            now.ByKey.GetValueOrDefault(t!.ToString())?.Words(language, site.DefaultLanguage).Name
                            ?? t!.ToString()
                        ),
                    ],
                    isPublished ? site.Languages.Count - (shown?.Html.Count ?? 0) : 0,
                    rates is null ? null : rates.GetValueOrDefault(key, new FormRate(key, 0, 0)),
                    edited.ContainsKey(key),
                    edited.GetValueOrDefault(key)?.PublishAt
                )
            );
        }
        return lines;
    }

    /// <summary>Begins the draft of a new form. Nobody sees it before it is published.</summary>
    /// <returns>False where the key is taken.</returns>
    public async Task<bool> CreateAsync(StaffTicket? ticket, string key, string title)
    {
        var editor = Demand(ticket, StaffPolicies.ManageCatalogue).Actor.Id;
        if (catalogue.Refresh().Forms.ContainsKey(key))
            return false;
        var path = FormFields.Title(site.DefaultLanguage);
        // Taken by a draft, unless it is this very one: then the same form was sent twice.
        if (
            await store.FindAsync(DraftKind.Form, key) is { } row
            && (
                row.EditedBy != editor
                || !JsonNode.DeepEquals(CatalogueDraft.FieldsOf(row).GetValueOrDefault(path), title)
            )
        )
            return false;
        return (await drafts.EditAsync(key, path, null, title, editor)).Taken;
    }

    internal static FormStanding StandingOf(CatalogueSnapshot catalogue, string key, FormSnippet? shown) =>
        catalogue.Forms.GetValueOrDefault(key) switch
        {
            null => FormStanding.Draft,
            { Published: true } => shown is null ? FormStanding.Hidden : FormStanding.Published,
            { Version: 1 } => FormStanding.Draft,
            _ => FormStanding.Archived,
        };

    private static string? TitleOf(CatalogueDraft draft, string language) =>
        draft[FormFields.Title(language)]?.ToString() is { Length: > 0 } title ? title : null;
}
