using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Metrics of the change writer: group size, queue length, commit time, and how soon an unsubscribe takes effect.
/// </summary>
internal sealed class LedgerMetrics
{
    public const string MeterName = "PreferenceCenter.Ledger";
    private static readonly ActivitySource Spans = new(MeterName);
    private readonly Meter meter;
    private readonly Histogram<int> groupSize;
    private readonly Histogram<double> commitTime;
    private readonly Histogram<double> effectTime;

    public LedgerMetrics(IMeterFactory factory)
    {
        meter = factory.Create(MeterName);
        groupSize = meter.CreateHistogram<int>(
            "preference_center.ledger.group_size",
            "{change}",
            "Changes committed together"
        );
        commitTime = meter.CreateHistogram<double>(
            "preference_center.ledger.commit_time",
            "s",
            "Time until a group was on disk"
        );
        effectTime = meter.CreateHistogram<double>(
            "preference_center.change.effect_time",
            "s",
            "Time from when somebody left or asked for less until the gate says so, the longest of a group"
        );
    }

    public void WatchQueue(Func<int> length) =>
        meter.CreateObservableGauge(
            "preference_center.ledger.queue_length",
            length,
            "{change}",
            "Changes that wait for the writer"
        );

    /// <summary>
    /// Starts a trace span for a commit, if traces are exported. It holds the number of changes, no personal data.
    /// </summary>
    public static Activity? Committing(int changes) =>
        Spans.StartActivity("change.commit")?.SetTag("preference_center.changes", changes);

    /// <param name="longest">How long the oldest reduction of the group had waited, if there was one.</param>
    public void Committed(int changes, TimeSpan took, TimeSpan? longest)
    {
        if (longest is { } waited)
            effectTime.Record(waited.TotalSeconds);
        groupSize.Record(changes);
        commitTime.Record(took.TotalSeconds);
    }
}
