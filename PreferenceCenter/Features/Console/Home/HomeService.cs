using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Home;

/// <summary>The few figures of the home page.</summary>
internal sealed record HomeFigures(int People, int MailsWaiting, int MailsStuck, RequestCounts? Requests);

/// <summary>Numbers of open, soon due and overdue privacy requests.</summary>
internal sealed record RequestCounts(int Open, int DueSoon, int Overdue);

/// <summary>Counts the figures of the home page.</summary>
internal sealed class HomeService(StaffAuthorizer staff, Database database, TimeProvider clock) : ConsoleService(staff)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(5);

    public async Task<HomeFigures> CountAsync(StaffTicket? ticket, CancellationToken cancel)
    {
        var (who, now) = (Demand(ticket, StaffPolicies.UseConsole), clock.GetUtcNow());
        await using var context = await database.CreateContextAsync();
        return new HomeFigures(
            await context.Subscribers.CountAsync(cancel),
            await context.Outbox.CountAsync(m => m.State == MailState.Waiting, cancel),
            await context.Outbox.CountAsync(m => m.State == MailState.Dead || m.State == MailState.Uncertain, cancel),
            // Marketing must not learn of privacy requests, not even their number (SEC-18).
            !who.Has(StaffPolicies.ReadPersonalData)
                ? null
                : new RequestCounts(
                    await context.Requests.CountAsync(r => r.ClosedAt == null, cancel),
                    await context.Requests.CountAsync(
                        r => r.ClosedAt == null && r.DueUntil >= now && r.DueUntil < now + Soon,
                        cancel
                    ),
                    await context.Requests.CountAsync(r => r.ClosedAt == null && r.DueUntil < now, cancel)
                )
        );
    }
}
