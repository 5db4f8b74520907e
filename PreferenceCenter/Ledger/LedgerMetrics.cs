using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PreferenceCenter.Ledger;

/// <summary>How the writer is doing: group size, queue length, time a commit takes.</summary>
internal sealed class LedgerMetrics
{
    public const string MeterName = "PreferenceCenter.Ledger";
    private static readonly ActivitySource Spans = new(MeterName);
    private readonly Meter meter;
    private readonly Histogram<int> groupSize;
    private readonly Histogram<double> commitTime;

    public LedgerMetrics(IMeterFactory factory)
    {
        meter = factory.Create(MeterName);
        groupSize = meter.CreateHistogram<int>("preference_center.ledger.group_size", "{change}", "Changes committed together");
        commitTime = meter.CreateHistogram<double>("preference_center.ledger.commit_time", "s", "Time until a group was on disk");
    }

    public void WatchQueue(Func<int> length) =>
        meter.CreateObservableGauge("preference_center.ledger.queue_length", length, "{change}", "Changes that wait for the writer");

    /// <summary>The span of a commit, where spans are exported: how many changes, never whose.</summary>
    public static Activity? Committing(int changes) => Spans.StartActivity("change.commit")?.SetTag("preference_center.changes", changes);

    public void Committed(int changes, TimeSpan took)
    {
        groupSize.Record(changes);
        commitTime.Record(took.TotalSeconds);
    }
}
