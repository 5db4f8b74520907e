using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// Queues the morning's digest of open privacy requests: one e-mail a day for each account that handles them. The
/// once-key of the e-mail ensures this across nodes.
/// </summary>
internal sealed class RequestDigest(Database database, PrivacyRequestTerms terms, TimeProvider clock)
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(6);
    private DateOnly digested;

    public async Task SendAsync(WorkRun run, CancellationToken cancel)
    {
        var (now, failed) = (clock.GetUtcNow(), run.Failed);
        var today = terms.Calendar.DayOf(now);
        if (digested == today || now < terms.Calendar.StartOf(today) + Morning)
            return;
        using var work = new WorkSession(database);
        foreach (var (id, email, language) in await ReadersAsync(cancel))
            await run.TryAsync(
                $"digest of account {id:N}",
                () =>
                    work.Run(
                        OutboxStore.OnceSql,
                        ("@messageId", Guid.CreateVersion7(now).ToByteArray(bigEndian: true)),
                        ("@kind", (long)MailKind.RequestDigest),
                        ("@address", email),
                        ("@language", language),
                        ("@at", Instant.ToMicroseconds(now)),
                        ("@onceKey", string.Create(CultureInfo.InvariantCulture, $"digest:{today:yyyyMMdd}:{id:N}"))
                    ),
                cancel
            );
        // Whoever was missed is tried again; the once-key keeps the others from a second one.
        if (run.Failed == failed)
            digested = today;
    }

    // Privacy staff, or owners where there is none. Nobody while no request is open.
    private async Task<(Guid Id, string Email, string Language)[]> ReadersAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        if (!await context.Requests.AnyAsync(r => r.ClosedAt == null, cancel))
            return [];
        var staff = await context
            .StaffAccounts.AsNoTracking()
            .Where(a =>
                a.DismissedAt == null && a.Email != null && (a.Role == StaffRole.Privacy || a.Role == StaffRole.Owner)
            )
            .Select(a => new
            {
                a.Id,
                a.Role,
                a.Email,
                a.Language,
            })
            .ToArrayAsync(cancel);
        var privacy = staff.Where(a => a.Role == StaffRole.Privacy).ToArray();
        return [.. (privacy.Length > 0 ? privacy : staff).Select(a => (a.Id, a.Email!, a.Language))];
    }
}
