using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Schedule;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>
/// Publishes drafts at their time, once a minute, by the program itself. What cannot be published stays a draft without a
/// time, and so does one whose editor has no right to publish any more.
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
        var faults = await MayStillAsync(row.EditedBy, cancel)
            ? (await drafts.PublishAsync(row.Key, row.Version, StaffBy.System)).Faults
            : null;
        if (faults is { Count: 0 })
        {
            // What somebody published alike meanwhile leaves a draft that changes nothing.
            await drafts.DiscardAsync(row.Key, row.Version);
            LogPublished(log, drafts.Kind, row.Key);
        }
        else if (await drafts.ScheduleAsync(row.Key, row.Version, null, row.EditedBy))
            LogNotPublished(log, drafts.Kind, row.Key, faults is null ? "right" : WireName.Of(faults[0].Code));
    }

    // Who set the time, or edited the draft since, could publish it today.
    private async Task<bool> MayStillAsync(Guid actor, CancellationToken cancel)
    {
        var roles = StaffPolicies.RolesOf(StaffPolicies.ManageCatalogue);
        await using var context = await database.CreateContextAsync();
        return await context.StaffAccounts.AnyAsync(
            a => a.ActorId == actor && a.DismissedAt == null && roles.Contains(a.Role),
            cancel
        );
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Key} was published at the time set for it")]
    private static partial void LogPublished(ILogger logger, DraftKind kind, string key);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Kind} {Key} was not published at the time set for it ({Reason}); its draft stays, without a time"
    )]
    private static partial void LogNotPublished(ILogger logger, DraftKind kind, string key, string reason);
}
