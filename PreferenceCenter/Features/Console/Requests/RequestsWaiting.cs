using Microsoft.EntityFrameworkCore;
using MudBlazor;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Finds the requests that wait for an account: overdue, due within a week, or proposed by somebody else.</summary>
internal sealed class RequestsWaiting(
    StaffAuthorizer staff,
    Database database,
    PrivacyRequestTerms terms,
    TimeProvider clock
) : ConsoleService(staff), IWaitingSource
{
    private const int Shown = 8;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public string Policy => StaffPolicies.ManagePersonalData;

    public async Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        var who = Demand(ticket, Policy);
        var (now, soon, self) = (clock.GetUtcNow(), clock.GetUtcNow() + Week, who.Actor.Id);
        await using var context = await database.CreateContextAsync();
        var waiting = context
            .Requests.AsNoTracking()
            .Where(r => r.ClosedAt == null && (r.DueUntil < soon || (r.Proposed != null && r.ProposedBy != self)));
        var first = await waiting
            .OrderBy(r => r.DueUntil)
            .ThenBy(r => r.Id)
            .Take(Shown)
            .Select(r => new Row(
                r.Reference,
                r.Number,
                r.Kind,
                r.State,
                r.ReceivedAt,
                r.LegalUntil,
                r.DueUntil,
                r.ExtendedAt != null || r.RepliedAt != null,
                r.Proposed != null,
                r.Proposed != null && r.ProposedBy != self
            ))
            .ToListAsync(cancel);
        return new WaitingItems(
            [.. first.Select(row => Item(row, frame, now))],
            first.Count < Shown ? first.Count : await waiting.CountAsync(cancel)
        );
    }

    private WaitingItem Item(Row row, PageContext frame, DateTimeOffset now)
    {
        var texts = frame.Language.Texts<RequestsTexts>();
        var pace = PrivacyRequestPace.Of(row.ReceivedAt, row.LegalUntil, row.DueUntil, row.Moved, now, terms.Calendar);
        return new WaitingItem(
            Icons.Material.Outlined.Inbox,
            texts.Of(row.Kind),
            $"/staff/requests/{row.Reference}",
            row.Approvable ? texts.Review : texts.Open
        )
        {
            Reference = RequestNumber.Text(row.Number),
            Status = frame.Language.Texts<RequestStatusTexts>().Of(row.State, row.Proposed),
            When = texts.Of(pace, frame),
            WhenLook = RequestBar.LookOf(pace),
        };
    }

    private sealed record Row(
        string Reference,
        int Number,
        PrivacyRequestKind Kind,
        PrivacyRequestState State,
        DateTimeOffset ReceivedAt,
        DateTimeOffset LegalUntil,
        DateTimeOffset DueUntil,
        bool Moved,
        bool Proposed,
        bool Approvable
    );
}
