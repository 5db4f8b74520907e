using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// Settles the emails of the demo's past as a dispatcher would have: as sent a few seconds after they were due, a few as
/// failed. None is composed and none is sent.
/// </summary>
internal sealed class DemoOutbox(Database database) : IDisposable
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Took = TimeSpan.FromSeconds(4);

    private readonly OutboxStore outbox = new(database);
    private readonly DeliveryLog deliveries = new(database);

    /// <summary>Settles what was due by then.</summary>
    /// <param name="failures">The outcomes of emails that failed; null for one that was sent.</param>
    public void Settle(DateTimeOffset until, Func<ClaimedMail, (MailState State, string Error)?>? failures = null)
    {
        while (outbox.Claim(until, Took, AtOnce, "").Rows is { Count: > 0 } rows)
        {
            foreach (var row in rows)
                deliveries.Note(
                    failures?.Invoke(row) is var (state, error)
                        ? new OutboxResult(row.Id, row.LeaseUntil, state, row.DueAt + Took)
                        {
                            Error = error,
                            Uncertain = state == MailState.Uncertain,
                        }
                        : new OutboxResult(row.Id, row.LeaseUntil, MailState.Sent, row.DueAt + Took)
                );
            deliveries.Settle();
        }
    }

    public void Dispose()
    {
        outbox.Dispose();
        deliveries.Dispose();
    }
}
