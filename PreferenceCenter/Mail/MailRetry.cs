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
                    var rows = context.Outbox.Where(o => ids.Contains(o.Id)).ToList();
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
                    foreach (var row in rows)
                        Retry(row, now);
                    return AdminResult.Written(retried, events);
                }
            )
        );
        return result is ChangeResult<RetriedMails> done ? done.Value : new RetriedMails([], [], Busy: true);
    }

    // A waiting row keeps its lease: a dispatcher may be sending it, and without the lease another dispatcher would
    // send it too.
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
