using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>
/// Drafts of notices, by <see cref="NoticeKey"/>, and their versions. A published wording is never changed: another
/// version is published.
/// </summary>
internal sealed class NoticeDrafts(Database database, DraftStore drafts, CataloguePublisher publisher, Site site)
    : EntryDrafts(DraftKind.Notice, database, drafts, publisher, site)
{
    /// <summary>The draft of a notice, empty where there is neither draft nor version; null where there is no such topic.</summary>
    public override async Task<CatalogueDraft?> ReadAsync(string key, CancellationToken cancel)
    {
        await using var context = await Database.CreateContextAsync();
        return AspectOf(context, key) is null
            ? null
            : await base.ReadAsync(key, cancel) ?? CatalogueDraft.Of(key, null, null);
    }

    /// <summary>The versions of a notice, newest first.</summary>
    public async Task<IReadOnlyList<NoticeRow>> VersionsAsync(long aspect, CancellationToken cancel)
    {
        await using var context = await Database.CreateContextAsync();
        return await context
            .Notices.AsNoTracking()
            .Include(n => n.Texts)
            .Where(n => n.TopicNumber == aspect)
            .OrderByDescending(n => n.Number)
            .ToListAsync(cancel);
    }

    /// <summary>
    /// Publishes the words of an earlier version as a new one, a change of wording, if the one in force is the one that was
    /// seen.
    /// </summary>
    public Task<CataloguePlan> RestoreAsync(string key, int number, int seen, StaffBy by) =>
        RestoreAsync(
            by,
            context =>
            {
                var aspect = AspectOf(context, key);
                var versions = Versions(context).Where(n => n.TopicNumber == aspect).ToList();
                return versions.Count > 0 && versions.Max(n => n.Number) == seen
                    ? versions.Find(n => n.Number == number) is { } wanted
                        ? NoticeEntry.Of(wanted)
                        : null
                    : null;
            },
            (entry, context, publishing) => PlanOf(key, entry, context, publishing)
        );

    private protected override CataloguePlan PlanOf(
        CatalogueDraft draft,
        CenterContext context,
        Publishing publishing
    ) => PlanOf(draft.Key, draft.Entry, context, publishing);

    private protected override JsonObject? Published(CenterContext context, string key) =>
        AspectOf(context, key) is { } aspect
        && Versions(context).Where(n => n.TopicNumber == aspect).OrderByDescending(n => n.Number).FirstOrDefault()
            is { } row
            ? NoticeEntry.Of(row)
            : null;

    private static CataloguePlan PlanOf(string key, JsonObject entry, CenterContext context, Publishing publishing) =>
        PlanOf(NoticeEntry.FileOf(key, entry), NoticeFileReader.Read, file => NoticePlan.Of(file, context, publishing));

    private static IQueryable<NoticeRow> Versions(CenterContext context) =>
        context.Notices.AsNoTracking().Include(n => n.Texts);

    private static long? AspectOf(CenterContext context, string key) =>
        NoticeKey.AspectOf(key)
        ?? context.Topics.Where(t => t.Key == key).Select(t => (long?)t.Number).SingleOrDefault();
}
