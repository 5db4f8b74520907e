using System.Diagnostics.Metrics;

namespace PreferenceCenter.Data;

/// <summary>Metrics of the database as this node sees it: connections for reading, waits for one, failures.</summary>
internal sealed class DatabaseMetrics
{
    public const string MeterName = "PreferenceCenter.Database";

    public DatabaseMetrics(IMeterFactory factory, Database database)
    {
        var meter = factory.Create(MeterName);
        meter.CreateObservableUpDownCounter(
            "preference_center.database.read_connections",
            () =>
                new Measurement<int>[]
                {
                    new(database.ReadSessions.InUse, new KeyValuePair<string, object?>("state", "used")),
                    new(database.ReadSessions.Idle, new KeyValuePair<string, object?>("state", "idle")),
                },
            "{connection}",
            "Connections for reading, in use and kept for the next"
        );
        meter.CreateObservableUpDownCounter(
            "preference_center.database.waiting_reads",
            () => database.WaitingReads,
            "{request}",
            "Requests that wait for their turn to read"
        );
        meter.CreateObservableCounter(
            "preference_center.database.failures",
            () =>
                Enum.GetValues<DatabaseUse>()
                    .Select(use => new Measurement<long>(
                        database.State.Failures(use),
                        new KeyValuePair<string, object?>("use", Domain.WireName.Of(use))
                    )),
            "{attempt}",
            "Attempts that the database failed, by what they were for"
        );
        var wait = meter.CreateHistogram<double>(
            "preference_center.database.read_wait",
            "s",
            "Time that requests waited for their turn to read, of those that had to"
        );
        database.WaitedToRead = time => wait.Record(time.TotalSeconds);
    }
}
