using System.Diagnostics.Metrics;

namespace PreferenceCenter.Schedule;

/// <summary>Counts the runs of periodic work, and the items and steps that failed in them.</summary>
internal sealed class WorkMetrics
{
    public const string MeterName = "PreferenceCenter.Work";

    private readonly Counter<long> runs;
    private readonly Counter<long> failures;

    public WorkMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        runs = meter.CreateCounter<long>("preference_center.work.runs", "{run}", "Runs of periodic work");
        failures = meter.CreateCounter<long>(
            "preference_center.work.failures",
            "{item}",
            "Items and steps of periodic work that failed"
        );
    }

    public void Add(string work, WorkRun run)
    {
        var name = new KeyValuePair<string, object?>("work", work);
        runs.Add(1, name);
        if (run.Failed > 0)
            failures.Add(run.Failed, name);
    }
}
