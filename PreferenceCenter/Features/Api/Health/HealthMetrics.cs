using System.Diagnostics.Metrics;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.Features.Api.Health;

/// <summary>Metrics of what <c>/health/ready</c> says: readiness, journal and clock.</summary>
internal sealed class HealthMetrics
{
    public const string MeterName = "PreferenceCenter.Health";

    public HealthMetrics(IMeterFactory factory, ReadinessProbe probe, JournalKeeper journal, DatabaseClock clock)
    {
        var meter = factory.Create(MeterName);
        meter.CreateObservableGauge(
            "preference_center.ready",
            () => probe.Ask().Writes && journal.Health != JournalHealth.CatchingUp ? 1 : 0,
            "{state}",
            "1 while a change can be stored, else 0"
        );
        meter.CreateObservableGauge(
            "preference_center.journal.failing",
            () => journal.Health == JournalHealth.Failing ? 1 : 0,
            "{state}",
            "1 while the journal cannot be written, else 0"
        );
        meter.CreateObservableGauge(
            "preference_center.clock.offset",
            () =>
                clock.Offset is { } offset
                    ? [new Measurement<double>(offset.TotalSeconds)]
                    : Array.Empty<Measurement<double>>(),
            "s",
            "How far this node's clock is ahead of the database's"
        );
    }
}
