using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>
/// Base of the services whose pages edit drafts: what is done with a draft, of whichever kind its entry is. Each names
/// the version that was seen.
/// </summary>
internal abstract class DraftEditService(StaffAuthorizer staff, EntryDrafts drafts, Site site) : ConsoleService(staff)
{
    private protected Site Site => site;

    /// <returns>What is wrong; nothing where it is published.</returns>
    public async Task<IReadOnlyList<Fault>> PublishAsync(StaffTicket? ticket, string key, Guid version) =>
        (await drafts.PublishAsync(key, version, Demand(ticket, StaffPolicies.ManageCatalogue).By)).Faults;

    /// <returns>False where somebody else has changed the draft since.</returns>
    public Task<bool> DiscardAsync(StaffTicket? ticket, string key, Guid version)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return drafts.DiscardAsync(key, version);
    }

    /// <param name="local">When the draft is published by itself, by the clocks of the site; null for not at all.</param>
    /// <returns>False where somebody else has changed the draft since.</returns>
    public Task<bool> ScheduleAsync(StaffTicket? ticket, string key, Guid version, DateTime? local)
    {
        var editor = Demand(ticket, StaffPolicies.ManageCatalogue).Actor.Id;
        DateTimeOffset? at = local is { } time ? site.Calendar.InstantOf(time) : null;
        return drafts.ScheduleAsync(key, version, at, editor);
    }
}
