using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Mail;

/// <summary>Result of a retry.</summary>
/// <param name="Unknown">Ids without an outbox row. If there are any, nothing was changed.</param>
/// <param name="Sent">Ids of mails that were already sent. If there are any, nothing was changed.</param>
internal sealed record RetriedMails(IReadOnlyList<long> Unknown, IReadOnlyList<long> Sent, bool Busy);

/// <summary>
/// Queues mails for another attempt at the request of staff or an operator, each with a ledger event of its own. A mail
/// with an uncertain result may arrive twice, with the same Message-ID.
/// </summary>
internal sealed class MailRetry(ChangeWriter writer, StaffAuthorizer staff)
{
    public async Task<RetriedMails> RunAsync(IReadOnlyList<long> ids, StaffBy by)
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        var now = act.At;
        var result = await writer.SubmitAsync(
            new AdminChange<RetriedMails>(
                act,
                context =>
                {
                    var rows = context
                        .Outbox.Where(o => ids.Contains(o.Id))
                        .Select(o => new { o.Id, o.State })
                        .ToList();
                    var retried = new RetriedMails(
                        [.. ids.Except(rows.Select(r => r.Id))],
                        [.. rows.Where(r => r.State == MailState.Sent).Select(r => r.Id)],
                        Busy: false
                    );
                    if (retried.Unknown.Count + retried.Sent.Count > 0)
                        return AdminResult.Unwritten(retried);
                    var events = rows.Select(r => new AdminEvent(
                            EventKind.MailRetried,
                            r.Id,
                            (long)r.State,
                            new Evidence()
                        ))
                        .ToList();
                    // A dispatcher may settle a mail between the reading and this.
                    var settled = rows.Where(row => !TryQueue(context, row.Id, row.State, now)).Select(row => row.Id);
                    return settled.ToArray() is { Length: > 0 } sent
                        ? AdminResult.Unwritten(retried with { Sent = sent })
                        : AdminResult.Written(retried, events);
                }
            )
        );
        return result is ChangeResult<RetriedMails> done ? done.Value : new RetriedMails([], [], Busy: true);
    }

    private static bool TryQueue(CenterContext context, long id, MailState state, DateTimeOffset now) =>
        (
            state == MailState.Waiting
                ? context.Run(OutboxSql.Hasten, ("@now", now), ("@id", id))
                : context.Run(OutboxSql.Retry, ("@now", now), ("@id", id), ("@state", (long)state))
        ) == 1;
}
