using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Drafts;

/// <summary>
/// Drafts of one kind of entry of the catalogue: what staff edit, what would be wrong with it, and publishing it by the
/// same plan as a file.
/// </summary>
internal abstract class EntryDrafts(
    DraftKind kind,
    Database database,
    DraftStore drafts,
    CataloguePublisher publisher,
    Site site
)
{
    public DraftKind Kind => kind;

    private protected Database Database => database;
    private protected Site Site => site;

    /// <summary>The entries that have a draft, new ones too.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(CancellationToken cancel) =>
        [.. (await drafts.ListAsync(kind, cancel)).Select(d => d.Key).Order(StringComparer.Ordinal)];

    /// <summary>The draft of an entry, empty where nothing is changed; null where there is neither draft nor entry.</summary>
    public virtual async Task<CatalogueDraft?> ReadAsync(string key, CancellationToken cancel)
    {
        var row = await drafts.FindAsync(kind, key, cancel);
        await using var context = await database.CreateContextAsync();
        var published = Published(context, key);
        return row is null && published is null ? null : CatalogueDraft.Of(key, row, published);
    }

    /// <param name="path">The field's path in the entry, for example <c>texts.en.name</c>.</param>
    /// <param name="seen">What the editor saw in the field before typing.</param>
    public async Task<EditResult> EditAsync(string key, string path, JsonNode? seen, JsonNode? value, Guid editor)
    {
        await using var context = await database.CreateContextAsync();
        var published = Published(context, key);
        return await drafts.EditAsync(
            kind,
            key,
            new FieldEdit(path, seen, value, published is null ? null : EntryFields.In(published, path)),
            editor
        );
    }

    public Task<bool> DiscardAsync(string key, Guid version) => drafts.DiscardAsync(kind, key, version);

    /// <param name="at">When the draft is published by itself; null for not at all.</param>
    public Task<bool> ScheduleAsync(string key, Guid version, DateTimeOffset? at, Guid editor) =>
        drafts.ScheduleAsync(kind, key, version, at, editor);

    /// <returns>False where the draft is another one than was seen.</returns>
    public Task<bool> MissAsync(string key, Guid version, MissedPublish missed) =>
        drafts.MissAsync(kind, key, version, missed);

    /// <summary>What publishing the draft would do, or what is wrong with it.</summary>
    public CataloguePlan Try(CatalogueDraft draft) =>
        publisher.Try((context, at) => Planned(draft, context, new Publishing(Actor.System, at, site)));

    /// <summary>Publishes the draft, if it is the one that was seen.</summary>
    public Task<CataloguePlan> PublishAsync(string key, Guid version, StaffBy by) =>
        publisher.ApplyAsync(
            by,
            (context, at) =>
            {
                var row = context.CatalogueDrafts.AsNoTracking().SingleOrDefault(d => d.Kind == kind && d.Key == key);
                if (row is null && IsDone(context, by))
                    return new RefusedPlan();
                if (row?.Version != version)
                    return new RefusedPlan(new Fault("file", FaultCode.CatalogueMoved));
                var draft = CatalogueDraft.Of(key, row, Published(context, key));
                var plan = Planned(draft, context, new Publishing(by.Actor, at, site));
                plan.Draft = row;
                return plan;
            }
        );

    /// <summary>Publishes what an earlier version said, if the one in force is the one that was seen.</summary>
    private protected Task<CataloguePlan> RestoreAsync(
        StaffBy by,
        Func<CenterContext, JsonObject?> former,
        Func<JsonObject, CenterContext, Publishing, CataloguePlan> plan
    ) =>
        publisher.ApplyAsync(
            by,
            (context, at) =>
                IsDone(context, by) ? new RefusedPlan()
                : former(context) is not { } entry ? new RefusedPlan(new Fault("file", FaultCode.CatalogueMoved))
                : plan(entry, context, new Publishing(by.Actor, at, site))
        );

    /// <summary>The entry in force, as a file has it; null where there is none.</summary>
    private protected abstract JsonObject? Published(CenterContext context, string key);

    private protected abstract CataloguePlan PlanOf(CatalogueDraft draft, CenterContext context, Publishing publishing);

    private CataloguePlan Planned(CatalogueDraft draft, CenterContext context, Publishing publishing) =>
        publisher.PlanOfDraft(
            kind,
            draft.Key,
            () => PlanOf(draft, context, publishing),
            fault => new RefusedPlan(fault)
        );

    /// <summary>The plan of a file with this content alone, read as any file is.</summary>
    private protected static CataloguePlan PlanOf<TFile>(
        JsonObject content,
        Func<ReadOnlyMemory<byte>, ICollection<Fault>, TFile?> read,
        Func<TFile, CataloguePlan> plan
    )
        where TFile : class
    {
        var faults = new List<Fault>();
        var file = read(Encoding.UTF8.GetBytes(content.ToJsonString()), faults);
        return file is null || faults.Count > 0 ? new RefusedPlan([.. faults]) : plan(file);
    }

    // The same form, sent twice: the first time did it.
    private static bool IsDone(CenterContext context, StaffBy by) =>
        by.Ticket?.Once is { } once && context.OnceKeys.Any(k => k.Key == once);
}

/// <summary>A plan that changes nothing: for what is wrong, or because it is done already.</summary>
internal sealed class RefusedPlan : CataloguePlan
{
    public RefusedPlan(params ReadOnlySpan<Fault> faults)
    {
        foreach (var fault in faults)
            Faults.Add(fault);
    }

    public override void AddTo(CenterContext context) { }
}
