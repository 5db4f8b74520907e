using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

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
)
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(6);
    private DateOnly digested;

    public async Task RunAsync()
    {
        await ExtendAsync();
        recipients.Tell();
        Digest();
    }

    private async Task ExtendAsync()
    {
        var now = clock.GetUtcNow();
        using var context = database.CreateContext();
        var waiting = context
            .Requests.AsNoTracking()
            .Where(r => r.ExtensionId != null && r.ExtendedAt == null && r.ClosedAt == null)
            .Select(r => new
            {
                r.Id,
                r.ExtensionId,
                r.LegalUntil,
            })
            .ToArray();
        foreach (var request in waiting)
        {
            var key = $"request:{request.ExtensionId:N}";
            var sentAt = context
                .Outbox.AsNoTracking()
                .Where(o => o.OnceKey == key && o.State == MailState.Sent)
                .Select(o => o.SentAt)
                .SingleOrDefault();
            if (sentAt is null && now < request.LegalUntil)
                continue;
            var (act, told) = (
                new Act(Channel.System, Actor.System, now, LawfulBasis.None, 0, 0),
                sentAt <= request.LegalUntil
            );
            await writer.DoAsync(
                new PrivacyRequestChange(
                    request.Id,
                    null,
                    PrivacyRequestHandling.KeyOf(database, request.Id),
                    act,
                    (context, row, _) =>
                    {
                        if (
                            row.ExtendedAt is not null
                            || row.ExtensionId != request.ExtensionId
                            || row.ClosedAt is not null
                        )
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
    }

    // One digest per day and account. The once-key of the e-mail ensures this across nodes.
    private void Digest()
    {
        var now = clock.GetUtcNow();
        var today = Deadline.DayOf(now, terms.Zone);
        if (digested == today || now < Deadline.EndOf(today.AddDays(-1), terms.Zone) + Morning)
            return;
        using (var context = database.CreateContext())
        {
            // Without open requests, no digest is sent.
            if (context.Requests.Any(r => r.ClosedAt == null))
            {
                var staff = context
                    .StaffAccounts.AsNoTracking()
                    .Where(a =>
                        a.DismissedAt == null
                        && a.Email != null
                        && (a.Role == StaffRole.Privacy || a.Role == StaffRole.Owner)
                    )
                    .ToArray();
                var privacy = staff.Where(a => a.Role == StaffRole.Privacy).ToArray();
                using var work = new WorkSession(database);
                foreach (var account in privacy.Length > 0 ? privacy : staff)
                    work.Run(
                        OutboxStore.OnceSql,
                        Guid.CreateVersion7(now).ToByteArray(bigEndian: true),
                        (long)MailKind.RequestDigest,
                        account.Email,
                        account.Language,
                        Instant.ToMicroseconds(now),
                        $"digest:{today:yyyyMMdd}:{account.Id:N}"
                    );
            }
        }
        digested = today;
    }
}
