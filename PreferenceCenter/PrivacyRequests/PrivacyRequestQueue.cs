using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

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
    public const int PageSize = 40;

    /// <summary>Days within which an open request is due soon.</summary>
    public const int SoonDays = 10;

    public async Task<QueueSlice> ReadAsync(QueueFilter filter, int page, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var found = await ApplyAsync(context, filter, cancel);
        var total = await found.CountAsync(cancel);
        return new QueueSlice(await LinesAsync(context, found, filter, page, cancel), total);
    }

    /// <summary>One page of the queue, where how many there are is known.</summary>
    public async Task<IReadOnlyList<QueueLine>> PageAsync(QueueFilter filter, int page, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return await LinesAsync(context, await ApplyAsync(context, filter, cancel), filter, page, cancel);
    }

    /// <summary>Counts what each view has, in one statement.</summary>
    public async Task<QueueCounts> CountAsync(Guid self, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var soon = QueueQuery.SoonEnd(SoonDays, now, terms.Calendar);
        await using var context = await database.CreateContextAsync();
        return await context
                .Requests.GroupBy(_ => 1)
                .Select(all => new QueueCounts(
                    all.Count(r => r.ClosedAt == null),
                    all.Count(r => r.ClosedAt == null && r.AssigneeId == self),
                    all.Count(r => r.ClosedAt == null && r.AssigneeId == null),
                    all.Count(r => r.Proposed != null),
                    all.Count(r => r.ClosedAt == null && r.DueUntil > now && r.DueUntil <= soon),
                    all.Count(r => r.ClosedAt == null && r.DueUntil <= now),
                    all.Count(r => r.ClosedAt != null),
                    all.Count()
                ))
                .SingleOrDefaultAsync(cancel)
            ?? new QueueCounts(0, 0, 0, 0, 0, 0, 0, 0);
    }

    private async Task<IReadOnlyList<QueueLine>> LinesAsync(
        CenterContext context,
        IQueryable<PrivacyRequestRow> found,
        QueueFilter filter,
        int page,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var lines = await QueueQuery
            .Ordered(
                found.Select(r => new AssignedRow
                {
                    Request = r,
                    Assignee = context
                        .StaffAccounts.Where(a => a.Id == r.AssigneeId)
                        .Select(a => a.Email)
                        .FirstOrDefault(),
                }),
                filter
            )
            .Skip(Math.Max(0, page - 1) * PageSize)
            .Take(PageSize)
            .Select(row => new QueueLine(
                row.Request.Id,
                row.Request.Reference,
                row.Request.Number,
                row.Request.Kind,
                row.Request.State,
                row.Request.Origin,
                row.Request.ReceivedAt,
                row.Request.LegalUntil,
                row.Request.DueUntil,
                row.Request.AssigneeId,
                row.Request.Proposed != null,
                row.Request.LegalHoldUntil > now,
                row.Request.ExtendedAt != null || row.Request.RepliedAt != null,
                row.Request.ClosedAt,
                row.Request.SubscriberId == null
                    ? row.Request.Address
                    : context
                        .Subscribers.Where(s => s.Id == row.Request.SubscriberId)
                        .Select(s => s.Address)
                        .FirstOrDefault(),
                row.Assignee
            ))
            .ToListAsync(cancel);
        return lines.ConvertAll(l =>
            l with
            {
                Pace = PrivacyRequestPace.Of(l.ReceivedAt, l.LegalUntil, l.DueUntil, l.Moved, now, terms.Calendar),
                Passed = Math.Clamp((now - l.ReceivedAt) / (l.DueUntil - l.ReceivedAt), 0, 1),
                Person = string.IsNullOrEmpty(l.Person) ? null : EmailAddress.Mask(l.Person),
            }
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

    /// <summary>Number of the latest request from an address, by which its page and filter are found; null if none.</summary>
    public async Task<int?> NumberOfAsync(EmailAddress address, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var person = await context
            .Subscribers.Where(s => s.AddressKey == address.Key)
            .Select(s => (long?)s.Id)
            .SingleOrDefaultAsync(cancel);
        return await context
            .Requests.Where(r => (person != null && r.SubscriberId == person) || r.AddressKey == address.Key)
            .MaxAsync(r => (int?)r.Number, cancel);
    }

    private async Task<IQueryable<PrivacyRequestRow>> ApplyAsync(
        CenterContext context,
        QueueFilter filter,
        CancellationToken cancel
    )
    {
        var all = QueueQuery.Filtered(context.Requests.AsNoTracking(), filter, clock.GetUtcNow(), terms.Calendar);
        if (filter.SamePersonAs is not { } number)
            return all;
        // Who it is never stands in the address of the page: a request of theirs does.
        var one = await context
            .Requests.Where(r => r.Number == number)
            .Select(r => new { r.SubscriberId, r.AddressKey })
            .SingleOrDefaultAsync(cancel);
        return one switch
        {
            { SubscriberId: { } person } => all.Where(r => r.SubscriberId == person),
            { AddressKey: { } key } => all.Where(r => r.AddressKey == key),
            _ => all.Where(r => r.Number == number),
        };
    }
}
