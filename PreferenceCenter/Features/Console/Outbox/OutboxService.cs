using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Mail;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Outbox;

/// <summary>A mail that has not been sent: its kind and the error, never its recipient.</summary>
internal sealed record StuckMail(
    long Id,
    MailKind Kind,
    MailState State,
    DateTimeOffset DueAt,
    int Attempts,
    string? Why
);

/// <summary>A page of mails that have not been sent.</summary>
/// <param name="After">Id after which the next page begins; null on the last page.</param>
internal sealed record StuckMails(IReadOnlyList<StuckMail> Mails, long? After);

/// <summary>Lists the mails that have not been sent, and retries them.</summary>
internal sealed class OutboxService(StaffAuthorizer staff, Database database, MailRetry retry) : ConsoleService(staff)
{
    private const int OnPage = 30;

    /// <summary>The number beside the page: what no attempt will send any more.</summary>
    public static NavigationCount Failed { get; } =
        new(
            "/staff/outbox",
            CountTone.Blocks,
            data => data.Outbox.Where(m => m.State == MailState.Dead || m.State == MailState.Uncertain)
        );

    public async Task<StuckMails> ListAsync(StaffTicket? ticket, MailState? state, long after, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        await using var context = await database.CreateContextAsync();
        var page = await context
            .Outbox.Where(o => o.Id > after && (state == null ? o.State != MailState.Sent : o.State == state))
            .OrderBy(o => o.Id)
            .Take(OnPage + 1)
            .Select(o => new StuckMail(o.Id, o.Kind, o.State, o.DueAt, o.Attempts, o.LastError))
            .ToListAsync(cancel);
        return new StuckMails([.. page.Take(OnPage)], page.Count > OnPage ? page[OnPage - 1].Id : null);
    }

    public Task<RetriedMails> RetryAsync(StaffTicket? ticket, long id)
    {
        var who = Demand(ticket, StaffPolicies.ManagePersonalData);
        return retry.RunAsync([id], who.By);
    }
}
