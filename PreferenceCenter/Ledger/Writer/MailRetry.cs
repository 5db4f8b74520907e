using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>Result of a retry.</summary>
/// <param name="Unknown">Ids without an outbox row. If there are any, nothing was changed.</param>
/// <param name="Sent">Ids of mails that were already sent. If there are any, nothing was changed.</param>
internal sealed record RetriedMails(IReadOnlyList<long> Unknown, IReadOnlyList<long> Sent, bool Busy);

/// <summary>
/// Queues mails for another attempt at the request of staff or an operator, each with a ledger event of its own. A mail
/// with an uncertain result may arrive twice, with the same Message-ID.
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
                    var rows = context
                        .Outbox.Where(o => ids.Contains(o.Id))
                        .Select(o => new { o.Id, o.State })
                        .ToList();
                    unknown.AddRange(ids.Except(rows.Select(r => r.Id)));
                    sent.AddRange(rows.Where(r => r.State == MailState.Sent).Select(r => r.Id));
                    if (unknown.Count + sent.Count > 0)
                        return [];
                    var events = rows.Select(r => new AdminEvent(
                            EventKind.MailRetried,
                            r.Id,
                            (long)r.State,
                            new Evidence()
                        ))
                        .ToList();
                    foreach (var row in rows)
                        Retry(context, row.Id, row.State, now);
                    return events;
                }
            )
        );
        return new RetriedMails(unknown, sent, result.Outcome == ChangeOutcome.Busy);
    }

    private static void Retry(CenterContext context, long id, MailState state, DateTimeOffset now)
    {
        if (state == MailState.Waiting)
            context.Run(OutboxSql.Hasten, ("@now", now), ("@id", id));
        else
            context.Run(OutboxSql.Retry, ("@now", now), ("@id", id), ("@state", (long)state));
    }
}
