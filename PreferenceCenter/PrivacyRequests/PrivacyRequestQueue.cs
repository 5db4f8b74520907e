using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>Part of the queue: open, closed or all requests.</summary>
internal enum QueuePart
{
    Open,
    Closed,
    All,
}

/// <summary>Filter of the request queue.</summary>
/// <param name="Assignee">Account of the assignee; null for all.</param>
/// <param name="Unassigned">Only requests without an assignee.</param>
/// <param name="Waiting">Only requests that wait for a second staff member.</param>
internal sealed record QueueFilter(
    QueuePart Part = QueuePart.Open,
    PrivacyRequestKind? Kind = null,
    Guid? Assignee = null,
    bool Unassigned = false,
    PrivacyRequestUrgency? AtLeast = null,
    bool Waiting = false,
    string? Reference = null
);

/// <summary>One request in the queue. It contains no data about the subscriber.</summary>
public sealed record QueueLine(
    Guid Id,
    string Reference,
    int Number,
    PrivacyRequestKind Kind,
    PrivacyRequestState State,
    PrivacyRequestOrigin Origin,
    DateTimeOffset ReceivedAt,
    DateTimeOffset LegalUntil,
    DateTimeOffset DueUntil,
    Guid? AssigneeId,
    bool Proposed,
    bool LegallyHeld,
    bool Moved,
    DateTimeOffset? ClosedAt
)
{
    public PrivacyRequestPace Pace { get; init; }
}

/// <summary>One page of the queue and the total count.</summary>
internal sealed record QueueSlice(IReadOnlyList<QueueLine> Lines, int Total);

/// <summary>One entry of a request's history.</summary>
internal sealed record RequestLine(Guid Id, DateTimeOffset At, PrivacyRequestStep Step, Guid? Actor, string? Text);

/// <summary>An attached file, without its content.</summary>
public sealed record AttachedFile(Guid Id, string Name, string Type, int Size);

/// <summary>One request with its history, files, recipient notices and the state of its extension e-mail.</summary>
internal sealed record RequestFolder(
    PrivacyRequestRow Request,
    IReadOnlyList<RequestLine> Lines,
    IReadOnlyList<AttachedFile> Files,
    IReadOnlyList<RecipientNotice> Told,
    MailState? ExtensionMail
);

/// <summary>Reads the queue of privacy requests and single requests for privacy staff.</summary>
internal sealed class PrivacyRequestQueue(Database database, PrivacyRequestTerms terms, TimeProvider clock)
{
    public const int PageSize = 25;

    public async Task<QueueSlice> ReadAsync(QueueFilter filter, int page, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var found = Apply(context.Requests.AsNoTracking(), filter);
        var total = await found.CountAsync(cancel);
        var ordered =
            filter.Part == QueuePart.Closed ? found.OrderByDescending(r => r.ClosedAt).ThenBy(r => r.Id)
            : filter.Part == QueuePart.Open ? found.OrderBy(r => r.DueUntil).ThenBy(r => r.ReceivedAt).ThenBy(r => r.Id)
            : found.OrderByDescending(r => r.ReceivedAt).ThenBy(r => r.Id);
        var now = clock.GetUtcNow();
        var lines = await ordered
            .Skip(Math.Max(0, page - 1) * PageSize)
            .Take(PageSize)
            .Select(r => new QueueLine(
                r.Id,
                r.Reference,
                r.Number,
                r.Kind,
                r.State,
                r.Origin,
                r.ReceivedAt,
                r.LegalUntil,
                r.DueUntil,
                r.AssigneeId,
                r.Proposed != null,
                r.LegalHoldUntil > now,
                r.ExtendedAt != null || r.RepliedAt != null,
                r.ClosedAt
            ))
            .ToListAsync(cancel);
        return new QueueSlice(
            lines.ConvertAll(l =>
                l with
                {
                    Pace = PrivacyRequestPace.Of(l.ReceivedAt, l.LegalUntil, l.DueUntil, l.Moved, now, terms.Calendar),
                }
            ),
            total
        );
    }

    /// <summary>The secret reference of a request that staff name by either of its references; null if unknown.</summary>
    public async Task<string?> FindAsync(string typed, CancellationToken cancel)
    {
        var (reference, number) = (PrivacyRequestReference.Parse(typed.Trim()), RequestNumber.Parse(typed.Trim()));
        await using var context = await database.CreateContextAsync();
        return await context
            .Requests.AsNoTracking()
            .Where(r => r.Reference == reference || r.Number == number)
            .Select(r => r.Reference)
            .SingleOrDefaultAsync(cancel);
    }

    public async Task<RequestFolder?> OpenAsync(string reference, CancellationToken cancel = default)
    {
        await using var context = await database.CreateContextAsync();
        if (
            await context.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Reference == reference, cancel)
            is not { } request
        )
            return null;
        var lines = await context
            .RequestEntries.AsNoTracking()
            .Where(e => e.RequestId == request.Id)
            .OrderBy(e => e.Number)
            .Select(e => new RequestLine(e.Id, e.At, e.Step, e.ActorId, e.Text))
            .ToListAsync(cancel);
        var files = await context
            .RequestFiles.AsNoTracking()
            .Where(f => f.RequestId == request.Id)
            .OrderBy(f => f.At)
            .Select(f => new AttachedFile(f.Id, f.Name, f.Type, f.Content.Length))
            .ToListAsync(cancel);
        // Of everybody who was erased on that day: a notice does not say whose request it belongs to.
        var told = request is { Kind: PrivacyRequestKind.Erasure, ErasedOn: { } day }
            ? await context
                .RecipientNotices.AsNoTracking()
                .Where(n => n.Kind == PrivacyRequestKind.Erasure && n.At == day && !n.ToAll)
                .OrderBy(n => n.Recipient)
                .ToListAsync(cancel)
            : [];
        var mail = request.ExtensionId is { } extension
            ? await context
                .Outbox.AsNoTracking()
                .Where(o => o.OnceKey == $"request:{extension:N}")
                .Select(o => (MailState?)o.State)
                .SingleOrDefaultAsync(cancel)
            : null;
        return new RequestFolder(request, lines, files, told, mail);
    }

    public async Task<PrivacyRequestFile?> FileAsync(string reference, Guid file, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return await context
            .RequestFiles.AsNoTracking()
            .SingleOrDefaultAsync(
                f => f.Id == file && context.Requests.Any(r => r.Id == f.RequestId && r.Reference == reference),
                cancel
            );
    }

    private IQueryable<PrivacyRequestRow> Apply(IQueryable<PrivacyRequestRow> all, QueueFilter filter)
    {
        if (filter.Reference is { } reference)
            return all.Where(r => r.Reference == reference);
        // A closed request can wait too: for the second who agrees to lift its legal hold.
        if (filter is { Part: QueuePart.Open, Waiting: false })
            all = all.Where(r => r.ClosedAt == null);
        if (filter.Part == QueuePart.Closed)
            all = all.Where(r => r.ClosedAt != null);
        if (filter.Kind is { } kind)
            all = all.Where(r => r.Kind == kind);
        if (filter.Assignee is { } account)
            all = all.Where(r => r.AssigneeId == account);
        if (filter.Unassigned)
            all = all.Where(r => r.AssigneeId == null);
        if (filter.Waiting)
            all = all.Where(r => r.Proposed != null);
        if (filter.AtLeast is PrivacyRequestUrgency.Overdue)
        {
            var now = clock.GetUtcNow();
            all = all.Where(r => r.DueUntil <= now);
        }
        else if (filter.AtLeast is { } day)
        {
            // Counts as PrivacyRequestPace does: from the day of receipt, or back from a due date that was moved.
            var today = terms.Calendar.DayOf(clock.GetUtcNow());
            var (came, ends) = (
                terms.Calendar.EndOf(today.AddDays(-(int)day)),
                terms.Calendar.EndOf(today.AddDays(PrivacyRequestPace.Month - (int)day))
            );
            all = all.Where(r =>
                r.ExtendedAt == null && r.RepliedAt == null ? r.ReceivedAt < came : r.LegalUntil <= ends
            );
        }
        return all;
    }
}
