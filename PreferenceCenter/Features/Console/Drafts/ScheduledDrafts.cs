using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Schedule;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>
/// Publishes drafts at their time, once a minute, in the name of whoever set it. What cannot be published stays a draft
/// without a time, with the reason, and so does one whose editor has no right to publish any more.
/// </summary>
internal sealed partial class ScheduledDrafts(
    Database database,
    DraftStore store,
    IEnumerable<EntryDrafts> kinds,
    TimeProvider clock,
    ILogger<ScheduledDrafts> log
) : PeriodicWork("publish-drafts", TimeSpan.FromMinutes(1))
{
    public override async Task RunAsync(WorkRun run, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var drafts in kinds)
        foreach (var row in await store.ListAsync(drafts.Kind, cancel))
            if (row.PublishAt <= now)
                await run.TryAsync($"draft {row.Version}", () => PublishAsync(drafts, row, cancel), cancel);
    }

    private async Task PublishAsync(EntryDrafts drafts, CatalogueDraftRow row, CancellationToken cancel)
    {
        var author = row.ScheduledBy ?? row.EditedBy;
        var faults = await MayStillAsync([author, row.EditedBy], cancel)
            ? (await drafts.PublishAsync(row.Key, row.Version, StaffBy.AtTimeSet(author))).Faults
            : null;
        if (faults is { Count: 0 })
        {
            // What somebody published alike meanwhile leaves a draft that changes nothing.
            await drafts.DiscardAsync(row.Key, row.Version);
            LogPublished(log, drafts.Kind, row.Key);
        }
        // Somebody edited it at this moment, or another node published it: the next round sees which.
        else if (faults is [{ Code: FaultCode.CatalogueMoved }, ..])
            return;
        else if (await drafts.MissAsync(row.Key, row.Version, new MissedPublish(row.PublishAt!.Value, faults?[0])))
            LogNotPublished(log, drafts.Kind, row.Key, faults is null ? "right" : WireName.Of(faults[0].Code));
    }

    // Whoever set the time, and whoever edited the draft since, could publish it today.
    private async Task<bool> MayStillAsync(IReadOnlyList<Guid> actors, CancellationToken cancel)
    {
        var roles = StaffPolicies.RolesOf(StaffPolicies.ManageCatalogue);
        await using var context = await database.CreateContextAsync();
        var allowed = await context
            .StaffAccounts.Where(a => actors.Contains(a.ActorId) && a.DismissedAt == null && roles.Contains(a.Role))
            .Select(a => a.ActorId)
            .ToListAsync(cancel);
        return actors.All(allowed.Contains);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Key} was published at the time set for it")]
    private static partial void LogPublished(ILogger logger, DraftKind kind, string key);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Kind} {Key} was not published at the time set for it ({Reason}); its draft stays, without a time"
    )]
    private static partial void LogNotPublished(ILogger logger, DraftKind kind, string key, string reason);
}
