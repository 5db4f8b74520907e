using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Home;

/// <summary>What the home page shows.</summary>
internal sealed record HomeView(HomeFigures Figures, WaitingItems Waiting);

/// <summary>The few figures of the home page.</summary>
internal sealed record HomeFigures(int People, int MailsWaiting, int? OpenRequests);

/// <summary>Reads the home page: what waits, as the features say it, and a few figures.</summary>
internal sealed class HomeService(StaffAuthorizer staff, Database database, IEnumerable<IWaitingSource> sources)
    : ConsoleService(staff)
{
    public async Task<HomeView> HomeAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        var who = Demand(ticket, StaffPolicies.UseConsole);
        var waiting = WaitingItems.None;
        foreach (var source in sources.Where(source => who.Has(source.Policy)))
        {
            var found = await source.FindAsync(who.Ticket, frame, cancel);
            waiting = new WaitingItems([.. waiting.First, .. found.First], waiting.Total + found.Total);
        }
        return new HomeView(await CountAsync(who, cancel), waiting);
    }

    private async Task<HomeFigures> CountAsync(StaffIdentity who, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return new HomeFigures(
            await context.Subscribers.CountAsync(cancel),
            await context.Outbox.CountAsync(m => m.State == MailState.Waiting, cancel),
            // Marketing must not learn of privacy requests, not even their number (SEC-18).
            !who.Has(StaffPolicies.ReadPersonalData)
                ? null
                : await context.Requests.CountAsync(r => r.ClosedAt == null, cancel)
        );
    }
}
