using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Insights;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Reads and edits one topic: its draft, its state, its versions, and how people will see it.</summary>
internal sealed class TopicEditService(
    StaffAuthorizer staff,
    Database database,
    TopicDrafts drafts,
    TopicChanges topics,
    TopicAudiences audiences,
    TopicBoardReader board,
    TopicSenders senders,
    CatalogueCache catalogue,
    InsightsReader insights,
    TopicPreviewPage preview,
    Site site
) : DraftEditService(staff, drafts, site)
{
    /// <summary>How far back the figures beside a topic go.</summary>
    public const int Weeks = 12;
    private static readonly Fault Moved = new("file", FaultCode.CatalogueMoved);

    /// <returns>Null where there is no such topic.</returns>
    public async Task<TopicEdit?> ReadAsync(StaffTicket? ticket, string key, CancellationToken cancel)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        if (await drafts.ReadAsync(key, cancel) is not { } draft)
            return null;
        var number = draft.Published?["number"]?.GetValue<long>();
        await using var context = await database.CreateContextAsync();
        var version = await context
            .TopicVersions.Where(v => v.TopicNumber == number)
            .MaxAsync(v => (int?)v.Version, cancel);
        var editor = await EditorNames.OfAsync(context, [draft.EditedBy], cancel);
        return new TopicEdit(
            draft,
            number,
            WireName.Parse<TopicState>(draft.Published?["state"]?.GetValue<string>()) ?? TopicState.Draft,
            version ?? 0,
            editor.GetValueOrDefault(draft.EditedBy),
            draft.EditedBy == who.Actor.Id,
            (await audiences.CountAsync(cancel)).GetValueOrDefault(number ?? 0, TopicAudience.None),
            number is { } known && catalogue.Current.Notices.ContainsKey(known),
            catalogue.Current.FormsOffering(key),
            draft.Changes.Count == 0 ? [] : drafts.Try(draft).Faults,
            await board.CategoriesAsync(cancel),
            catalogue.Current.ByKey.GetValueOrDefault(key)?.Notice is { } notice
                ? [.. ConsentLint.NotExplicit(notice.Texts.Select(t => (t.Key, t.Value.Html)))]
                : [],
            await senders.OfAsync(key, draft[TopicFields.SenderAddress]?.ToString(), Site.DefaultLanguage, cancel)
        );
    }

    /// <summary>Keeps what was typed into a field, unless somebody else has changed it since.</summary>
    public Task<EditResult> EditAsync(StaffTicket? ticket, string key, string path, JsonNode? seen, JsonNode? value)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        if (!TopicFields.IsEditable(path) || !DraftPath.Takes(value))
            throw new ArgumentException("No field of a topic, or too long", nameof(path));
        return drafts.EditAsync(key, path, seen, value, who.Actor.Id);
    }

    /// <summary>Gives a topic that was never published another key.</summary>
    /// <returns>False where that key is taken.</returns>
    public Task<bool> RekeyAsync(StaffTicket? ticket, string key, string to) =>
        drafts.RekeyAsync(key, to, Demand(ticket, StaffPolicies.ManageCatalogue).Actor.Id);

    /// <summary>Publishes an earlier version again, if the one in force is the one that was seen.</summary>
    public async Task<IReadOnlyList<Fault>> RestoreAsync(StaffTicket? ticket, string key, int version, int seen)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        return catalogue.Refresh().ByKey.TryGetValue(key, out var topic)
            ? (await drafts.RestoreAsync(topic.Number, version, seen, who.By)).Faults
            : [Moved];
    }

    /// <summary>Publishes, closes or archives a published topic. It is in force at once, and takes no draft with it.</summary>
    public async Task<IReadOnlyList<Fault>> PutAsync(StaffTicket? ticket, string key, TopicState state)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        if (!catalogue.Refresh().ByKey.ContainsKey(key))
            return [Moved];
        var file = new TopicFile([], [new TopicEntry("topics[0]", key) { State = state }]);
        return (await topics.ApplyAsync(file, who.By)).Faults;
    }

    /// <summary>The versions of a topic, newest first, each with what it changed.</summary>
    public async Task<IReadOnlyList<TopicVersion>> HistoryAsync(
        StaffTicket? ticket,
        string key,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        if (!catalogue.Refresh().ByKey.TryGetValue(key, out var topic))
            return [];
        var rows = await drafts.HistoryAsync(topic.Number, cancel);
        await using var context = await database.CreateContextAsync();
        var names = await EditorNames.OfAsync(context, [.. rows.Select(r => r.AuthorId).Distinct()], cancel);
        return
        [
            .. rows.Select(
                (row, i) =>
                    new TopicVersion(
                        row.Version,
                        row.At,
                        row.AuthorKind,
                        names.GetValueOrDefault(row.AuthorId),
                        i + 1 < rows.Count ? EntryFields.Difference(EntryOf(rows[i + 1]), EntryOf(row)) : [],
                        EntryOf(row)["mergedInto"]?.GetValue<string>() == topic.MergedInto
                    )
            ),
        ];
    }

    /// <summary>What the topic gained and lost of late; null for one that was never published.</summary>
    public async Task<InsightsReport?> FiguresAsync(StaffTicket? ticket, string key)
    {
        Demand(ticket, StaffPolicies.ReadInsights);
        return catalogue.Current.ByKey.TryGetValue(key, out var topic)
            ? await insights.ReadAsync(InsightsPeriod.Last(Weeks * 7, insights.Today), topic.Number)
            : null;
    }

    /// <summary>The preferences page with the topic as it is typed, as HTML. Nothing of it is stored.</summary>
    public Task<string> PreviewAsync(StaffTicket? ticket, TopicPreview shown)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return preview(shown);
    }

    private static JsonObject EntryOf(TopicVersionRow version) => JsonNode.Parse(version.Definition)!.AsObject();
}
