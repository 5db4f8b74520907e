using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Writer;

/// <param name="Unknown">Of these there is none; then, and where one was sent, nothing was changed.</param>
internal sealed record RetriedMails(IReadOnlyList<long> Unknown, IReadOnlyList<long> Sent, bool Busy);

/// <summary>
/// Sends mails again, now, because somebody of the house says so: each with an event of its own. One whose fate is
/// uncertain may arrive twice, with the same Message-ID.
/// </summary>
internal sealed class MailRetry(ChangeWriter writer, TimeProvider clock)
{
    public async Task<RetriedMails> RunAsync(IReadOnlyList<long> ids, Actor by, Channel channel)
    {
        var now = clock.GetUtcNow();
        List<long> unknown = [],
            sent = [];
        var result = await writer.SubmitAsync(
            new AdminChange(
                new Act(channel, by, now, LawfulBasis.None, 0, 0),
                context =>
                {
                    (unknown, sent) = ([], []);
                    var rows = context.Outbox.Where(o => ids.Contains(o.Id)).ToList();
                    unknown.AddRange(ids.Except(rows.Select(r => r.Id)));
                    sent.AddRange(rows.Where(r => r.State == MailState.Sent).Select(r => r.Id));
                    if (unknown.Count + sent.Count > 0)
                        return [];
                    var facts = rows.Select(r => new AdminEvent(
                            EventKind.MailRetried,
                            r.Id,
                            (long)r.State,
                            new Evidence()
                        ))
                        .ToList();
                    foreach (var row in rows)
                        Retry(row, now);
                    return facts;
                }
            )
        );
        return new RetriedMails(unknown, sent, result.Outcome == ChangeOutcome.Busy);
    }

    // Of one that waits the lease stays: a dispatcher may have it in hand, and without the lease another would send it
    // beside that one.
    private static void Retry(OutboxRow row, DateTimeOffset now)
    {
        if (row.State != MailState.Waiting)
            (row.State, row.Attempts, row.LastError, row.LeaseUntil, row.SendingAt) = (
                MailState.Waiting,
                0,
                null,
                null,
                null
            );
        row.DueAt = now;
    }
}
