using System.Data.Common;
using System.Diagnostics.Metrics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// Counts the results of sending by verdict, code and cause. The labels never contain an address or the text of a
/// server.
/// </summary>
internal sealed class MailMetrics
{
    public const string MeterName = "PreferenceCenter.Mail";

    private readonly Counter<long> sent;
    private readonly Counter<long> retried;
    private readonly Counter<long> dead;
    private readonly Counter<long> uncertain;

    public MailMetrics(IMeterFactory factory, Database database, TimeProvider clock)
    {
        var meter = factory.Create(MeterName);
        sent = meter.CreateCounter<long>("preference_center.mail.sent", "{mail}", "Mails a server took");
        retried = meter.CreateCounter<long>(
            "preference_center.mail.retried",
            "{attempt}",
            "Attempts that failed and are made again"
        );
        dead = meter.CreateCounter<long>("preference_center.mail.dead", "{mail}", "Mails given up");
        uncertain = meter.CreateCounter<long>(
            "preference_center.mail.uncertain",
            "{attempt}",
            "Attempts after which the mail may have arrived"
        );
        meter.CreateObservableGauge(
            "preference_center.mail.oldest_due_age",
            () => OldestDue(database, clock),
            "s",
            "How long the mail most overdue has been due"
        );
    }

    /// <param name="state">State of the outbox row after the attempt.</param>
    public void Count(MailOutcome outcome, MailState state)
    {
        var counter =
            outcome.Verdict is MailVerdict.Uncertain
                ? uncertain
                : state switch
                {
                    MailState.Sent => sent,
                    MailState.Waiting => retried,
                    _ => dead,
                };
        counter.Add(
            1,
            new("verdict", WireName.Of(outcome.Verdict)),
            new("code", outcome.Code),
            new("cause", WireName.Of(outcome.Cause))
        );
    }

    // While the database is unavailable there is no value, instead of an exception in the metrics collector.
    private static IEnumerable<Measurement<double>> OldestDue(Database database, TimeProvider clock)
    {
        try
        {
            using var session = database.Read();
            var age = session[Sql.OldestDue].ExecuteScalar() is long due
                ? (clock.GetUtcNow() - Instant.FromMicroseconds(due)).TotalSeconds
                : 0;
            return [new Measurement<double>(Math.Max(0, age))];
        }
        catch (DbException)
        {
            return [];
        }
    }
}
