using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Schedule;
using PreferenceCenter.Staff;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// Register of recipients of personal data. They are told about rectifications, erasures and restrictions (GDPR article
/// 19) and named in the record of processing.
/// </summary>
internal sealed class RecipientRegister(
    Database database,
    ChangeWriter writer,
    StaffAuthorizer staff,
    LedgerSettings settings,
    TimeProvider clock
)
{
    private const int MaxPending = 10_000,
        AtOnce = 100;

    private const int LongestKey = 40;

    /// <summary>Current recipients.</summary>
    public async Task<IReadOnlyList<RecipientRow>> ListAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return await context
            .Recipients.AsNoTracking()
            .Where(r => r.EndedAt == null)
            .OrderBy(r => r.Key)
            .ToListAsync(cancel);
    }

    /// <summary>Those who are given nothing more, and whether any recipient was ever notified.</summary>
    public async Task<(IReadOnlyList<RecipientRow> Ended, bool Notified)> FormerAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return (
            await context
                .Recipients.AsNoTracking()
                .Where(r => r.EndedAt != null)
                .OrderByDescending(r => r.EndedAt)
                .ToListAsync(cancel),
            await context.RecipientNotices.AnyAsync(n => !n.ToAll, cancel)
        );
    }

    public async Task<PrivacyRequestRefusal> AddAsync(
        string key,
        string name,
        string purpose,
        string? transfer,
        string contact,
        StaffBy by
    )
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        var (at, mailbox) = (act.At, EmailAddress.TryParseNew(contact));
        key = key.Trim().ToLowerInvariant();
        if (
            key.Length is 0 or > LongestKey
            || !key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            || PrivacyRequestRows.Text(name) is not { } called
            || PrivacyRequestRows.Text(purpose) is not { } why
            || mailbox is null
        )
            return PrivacyRequestRefusal.Incomplete;
        return await writer.DoAsync(
            new AdminChange<PrivacyRequestRefusal>(
                act,
                context =>
                {
                    var row = context.Recipients.Find(key);
                    if (row is { EndedAt: null })
                        return AdminResult.Unwritten(PrivacyRequestRefusal.KeyTaken);
                    if (row is null)
                        context.Recipients.Add(
                            row = new RecipientRow
                            {
                                Key = key,
                                Name = called,
                                Purpose = why,
                                Contact = mailbox.Typed,
                            }
                        );
                    (row.Name, row.Purpose, row.Transfer, row.Contact, row.AddedAt, row.EndedAt) = (
                        called,
                        why,
                        PrivacyRequestRows.Text(transfer),
                        mailbox.Typed,
                        at,
                        null
                    );
                    return AdminResult.Written(
                        PrivacyRequestRefusal.None,
                        new AdminEvent(EventKind.RecipientChanged, 0, 1, new Evidence { Detail = key })
                    );
                }
            )
        );
    }

    /// <summary>Ends a recipient: it is told nothing new. Its unanswered notices stay open.</summary>
    public Task<PrivacyRequestRefusal> EndAsync(string key, StaffBy by)
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        var at = act.At;
        return writer.DoAsync(
            new AdminChange<PrivacyRequestRefusal>(
                act,
                context =>
                    context
                        .Recipients.Where(r => r.Key == key && r.EndedAt == null)
                        .ExecuteUpdate(r => r.SetProperty(x => x.EndedAt, at)) == 0
                        ? AdminResult.Unwritten(PrivacyRequestRefusal.Unknown)
                        : AdminResult.Written(
                            PrivacyRequestRefusal.None,
                            new AdminEvent(EventKind.RecipientChanged, 0, 0, new Evidence { Detail = key })
                        )
            )
        );
    }

    /// <summary>Unanswered notices, the oldest first.</summary>
    public async Task<IReadOnlyList<RecipientNotice>> UnansweredAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return await context
            .RecipientNotices.AsNoTracking()
            .Where(n => n.AnsweredAt == null && !n.ToAll)
            .OrderBy(n => n.At)
            .Take(200)
            .ToListAsync(cancel);
    }

    /// <summary>
    /// Records a recipient's answer: done, or why it is impossible. With the last answer about a day, the requests of
    /// those erased on it are closed, if their cleanup is complete (RTS-12).
    /// </summary>
    /// <param name="impossible">
    /// Why it cannot be done; null where it is done. It is kept when the subscriber is gone, so it names nobody.
    /// </param>
    public async Task<PrivacyRequestRefusal> AnswerAsync(Guid notice, string? impossible, StaffBy by)
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        var (at, why) = (act.At, PrivacyRequestRows.Text(impossible));
        if (impossible is not null && why is null)
            return PrivacyRequestRefusal.Incomplete;
        return await writer.DoAsync(
            new AdminChange<PrivacyRequestRefusal>(
                act,
                context =>
                {
                    if (
                        context.RecipientNotices.SingleOrDefault(n =>
                            n.Id == notice && n.AnsweredAt == null && !n.ToAll
                        )
                        is not { } row
                    )
                        return AdminResult.Unwritten(PrivacyRequestRefusal.Unknown);
                    if (why is not null && KeptReasons.Names(why, NameOf(context, row.PublicId)))
                        return AdminResult.Unwritten(PrivacyRequestRefusal.NamesSomebody);
                    (row.AnsweredAt, row.Impossible, row.PublicId) = (at, why, null);
                    context.SaveChanges();
                    if (row.Kind == PrivacyRequestKind.Erasure)
                        AnswerErasure(context, row, act, settings.Calendar.DayStartOf(at));
                    return AdminResult.Written(
                        PrivacyRequestRefusal.None,
                        new AdminEvent(
                            EventKind.RecipientAnswered,
                            (long)row.Kind,
                            row.Impossible is null ? 1 : 0,
                            new Evidence { Detail = $"{row.Id} {row.Recipient}" }
                        )
                    );
                }
            )
        );
    }

    // Of who was erased no name is left; then an address is all that can be recognised.
    private static string? NameOf(CenterContext context, Guid? subscriber) =>
        context.Subscribers.Where(s => s.PublicId == subscriber).Select(s => s.Name).SingleOrDefault();

    // The request learns of a recipient when it has answered for everybody erased on that day: which notice is whose
    // stands nowhere.
    private static void AnswerErasure(CenterContext context, RecipientNotice row, Act act, DateTimeOffset day)
    {
        var ofDay = context.RecipientNotices.Where(n =>
            n.Kind == PrivacyRequestKind.Erasure && n.At == row.At && n.Recipient == row.Recipient
        );
        if (!ofDay.Any(n => n.AnsweredAt == null))
        {
            var step = ofDay.Any(n => n.Impossible != null)
                ? PrivacyRequestStep.RecipientImpossible
                : PrivacyRequestStep.RecipientAcknowledged;
            foreach (var request in context.Requests.Where(r => r.ErasedOn == row.At && r.Kind == row.Kind).ToArray())
                context.Add(request, step, act, row.Recipient);
            context.SaveChanges();
        }
        context.CloseErased(day);
    }

    /// <summary>
    /// Creates one notice and e-mail per recipient for each pending change. Each change is processed once, also if
    /// several nodes run this at the same time. Erasures of a day are told together on the next one, in the order of
    /// random ids: a notice names the id of links, and its time would name the event in the log.
    /// </summary>
    public async Task TellAsync(WorkRun run, CancellationToken cancel)
    {
        RecipientRow[] recipients;
        Guid[] pending;
        var today = settings.Calendar.DayStartOf(clock.GetUtcNow());
        await using (var context = database.CreateContext())
        {
            pending = await context
                .RecipientNotices.AsNoTracking()
                .Where(n => n.ToAll && n.AnsweredAt == null && (n.Kind != PrivacyRequestKind.Erasure || n.At < today))
                .OrderBy(n => n.At)
                .ThenBy(n => n.Id)
                .Take(MaxPending)
                .Select(n => n.Id)
                .ToArrayAsync(cancel);
            if (pending.Length == 0)
                return;
            recipients = await context.Recipients.AsNoTracking().Where(r => r.EndedAt == null).ToArrayAsync(cancel);
        }
        foreach (var page in pending.Chunk(AtOnce))
            if (!await TryTellAsync(page, recipients, cancel))
                foreach (var change in page)
                    await run.TryAsync(
                        $"notice {change:N}",
                        async () => _ = await TellAsync([change], recipients, cancel),
                        cancel
                    );
    }

    // False where one of the page cannot be read or another node has taken one: then each is taken by itself.
    private async Task<bool> TryTellAsync(Guid[] pending, RecipientRow[] recipients, CancellationToken cancel)
    {
        try
        {
            return await TellAsync(pending, recipients, cancel);
        }
        catch (Exception reason) when (reason is DbException or DbUpdateException || CorruptionErrors.Matches(reason))
        {
            return false;
        }
    }

    private async Task<bool> TellAsync(Guid[] pending, RecipientRow[] recipients, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var context = await database.CreateContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var waiting = context.RecipientNotices.Where(n => EF.Parameter(pending).Contains(n.Id));
        var changes = await waiting.AsNoTracking().OrderBy(n => n.At).ThenBy(n => n.Id).ToArrayAsync(cancel);
        // The node that deletes the pending rows creates the notices.
        if (changes.Length < pending.Length || await waiting.ExecuteDeleteAsync(cancel) < pending.Length)
            return false;
        foreach (var change in changes)
        foreach (var recipient in recipients)
        {
            var erased = change.Kind == PrivacyRequestKind.Erasure;
            var notice = new RecipientNotice
            {
                // Neither its id nor, of an erasure, its time tells the moment.
                Id = RandomId.New(),
                Recipient = recipient.Key,
                Kind = change.Kind,
                PublicId = change.PublicId,
                At = erased ? change.At : now,
            };
            context.RecipientNotices.Add(notice);
            context.Insert(
                new OutboxRow
                {
                    MessageId = notice.Id,
                    OnceKey = $"recipient:{notice.Id:N}",
                    Kind = MailKind.RecipientNotice,
                    Address = recipient.Contact,
                    CreatedAt = now,
                    DueAt = now,
                }
            );
        }
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
