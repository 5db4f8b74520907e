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
    RequestDigest digest,
    PrivacyRequestTerms terms,
    TimeProvider clock
) : PeriodicWork("privacy-requests", TimeSpan.FromMinutes(1))
{
    public override async Task RunAsync(WorkRun run, CancellationToken cancel)
    {
        foreach (var request in await ExtensionsAsync(cancel))
            await run.TryAsync($"extension of request {request:N}", () => ExtendAsync(request, cancel), cancel);
        await run.TryAsync("notices to recipients", () => recipients.TellAsync(run, cancel), cancel);
        await run.TryAsync("digest", () => digest.SendAsync(run, cancel), cancel);
    }

    // Those whose notice was sent, or can be sent in time no more. Ids alone, so that a row that cannot be read fails by
    // itself.
    private async Task<Guid[]> ExtensionsAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var context = await database.CreateContextAsync();
        var waiting = await context
            .Requests.AsNoTracking()
            .Where(r => r.ExtensionId != null && r.ExtendedAt == null && r.ClosedAt == null)
            .Select(r => new
            {
                r.Id,
                Notice = r.ExtensionId!.Value,
                Late = r.LegalUntil <= now,
            })
            .ToArrayAsync(cancel);
        if (waiting.Length == 0)
            return [];
        string[] keys = [.. waiting.Select(r => KeyOf(r.Notice))];
        var sent = await context
            .Outbox.AsNoTracking()
            .Where(o => EF.Parameter(keys).Contains(o.OnceKey) && o.State == MailState.Sent)
            .Select(o => o.OnceKey!)
            .ToHashSetAsync(StringComparer.Ordinal, cancel);
        return [.. waiting.Where(r => r.Late || sent.Contains(KeyOf(r.Notice))).Select(r => r.Id)];
    }

    private static string KeyOf(Guid notice) => $"request:{notice:N}";

    private async Task ExtendAsync(Guid id, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
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
        var (now, key) = (clock.GetUtcNow(), KeyOf(waiting.Notice));
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
                await PrivacyRequestHandling.KeyOfAsync(database, waiting.Id),
                act,
                (context, row, _) =>
                {
                    if (row.ExtendedAt is not null || row.ExtensionId != waiting.Notice || row.ClosedAt is not null)
                        return PrivacyRequestRefusal.Changed;
                    if (told)
                        PrivacyRequestHandling.Extend(context, row, terms.Calendar, act);
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
