using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// Runs the automatic steps of privacy requests: extensions that take effect once their notice was sent, notices to
/// recipients, and the morning digest to staff.
/// </summary>
internal sealed class PrivacyRequestJob(
    Database database,
    ChangeWriter writer,
    RecipientRegister recipients,
    PrivacyRequestTerms terms,
    TimeProvider clock
) : PeriodicWork("privacy-requests", TimeSpan.FromMinutes(1))
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(6);
    private DateOnly digested;

    public override async Task RunAsync(WorkRun run, CancellationToken cancel)
    {
        foreach (var request in await ExtensionsAsync(cancel))
            await run.TryAsync($"extension of request {request:N}", () => ExtendAsync(request, cancel), cancel);
        await run.TryAsync("notices to recipients", () => recipients.TellAsync(run, cancel), cancel);
        await run.TryAsync("digest", () => DigestAsync(run, cancel), cancel);
    }

    // Ids alone, so that a row that cannot be read fails by itself.
    private async Task<Guid[]> ExtensionsAsync(CancellationToken cancel)
    {
        await using var context = database.CreateContext();
        return await context
            .Requests.AsNoTracking()
            .Where(r => r.ExtensionId != null && r.ExtendedAt == null && r.ClosedAt == null)
            .Select(r => r.Id)
            .ToArrayAsync(cancel);
    }

    private async Task ExtendAsync(Guid id, CancellationToken cancel)
    {
        await using var context = database.CreateContext();
        if (
            await context
                .Requests.AsNoTracking()
                .Where(r => r.Id == id && r.ExtensionId != null)
                .Select(r => new
                {
                    r.Id,
                    Notice = r.ExtensionId!.Value,
                    r.LegalUntil,
                })
                .SingleOrDefaultAsync(cancel)
            is not { } waiting
        )
            return;
        var (now, key) = (clock.GetUtcNow(), $"request:{waiting.Notice:N}");
        var sentAt = await context
            .Outbox.AsNoTracking()
            .Where(o => o.OnceKey == key && o.State == MailState.Sent)
            .Select(o => o.SentAt)
            .SingleOrDefaultAsync(cancel);
        if (sentAt is null && now < waiting.LegalUntil)
            return;
        var (act, told) = (
            new Act(Channel.System, Actor.System, now, LawfulBasis.None, 0, 0),
            sentAt <= waiting.LegalUntil
        );
        await writer.DoAsync(
            new PrivacyRequestChange(
                waiting.Id,
                null,
                PrivacyRequestHandling.KeyOf(database, waiting.Id),
                act,
                (context, row, _) =>
                {
                    if (row.ExtendedAt is not null || row.ExtensionId != waiting.Notice || row.ClosedAt is not null)
                        return PrivacyRequestRefusal.Changed;
                    if (told)
                        PrivacyRequestHandling.Extend(context, row, terms.Zone, act);
                    else
                    {
                        // The requester can no longer be told in time, and without that there is no extension.
                        row.ExtensionId = null;
                        context.Add(row, PrivacyRequestStep.ExtensionLapsed, act);
                    }
                    return PrivacyRequestRefusal.None;
                }
            )
        );
    }

    // One digest per day and account. The once-key of the e-mail ensures this across nodes.
    private async Task DigestAsync(WorkRun run, CancellationToken cancel)
    {
        var (now, failed) = (clock.GetUtcNow(), run.Failed);
        var today = Deadline.DayOf(now, terms.Zone);
        if (digested == today || now < Deadline.EndOf(today.AddDays(-1), terms.Zone) + Morning)
            return;
        foreach (var account in await ReadersAsync(cancel))
            await run.TryAsync(
                $"digest of account {account:N}",
                () => DigestAsync(account, today, now, cancel),
                cancel
            );
        // Whoever was missed is tried again; the once-key keeps the others from a second one.
        if (run.Failed == failed)
            digested = today;
    }

    // Privacy staff, or owners where there is none. Nobody while no request is open.
    private async Task<Guid[]> ReadersAsync(CancellationToken cancel)
    {
        await using var context = database.CreateContext();
        if (!await context.Requests.AnyAsync(r => r.ClosedAt == null, cancel))
            return [];
        var staff = await context
            .StaffAccounts.AsNoTracking()
            .Where(a =>
                a.DismissedAt == null && a.Email != null && (a.Role == StaffRole.Privacy || a.Role == StaffRole.Owner)
            )
            .Select(a => new { a.Id, a.Role })
            .ToArrayAsync(cancel);
        var privacy = staff.Where(a => a.Role == StaffRole.Privacy).ToArray();
        return [.. (privacy.Length > 0 ? privacy : staff).Select(a => a.Id)];
    }

    private async Task DigestAsync(Guid id, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = database.CreateContext();
        var account = await context
            .StaffAccounts.AsNoTracking()
            .Where(a => a.Id == id)
            .Select(a => new { a.Email, a.Language })
            .SingleAsync(cancel);
        using var work = new WorkSession(database);
        work.Run(
            OutboxStore.OnceSql,
            Guid.CreateVersion7(now).ToByteArray(bigEndian: true),
            (long)MailKind.RequestDigest,
            account.Email,
            account.Language,
            Instant.ToMicroseconds(now),
            string.Create(CultureInfo.InvariantCulture, $"digest:{today:yyyyMMdd}:{id:N}")
        );
    }
}
