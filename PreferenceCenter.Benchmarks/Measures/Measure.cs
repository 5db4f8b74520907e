using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>Something to be measured; the floors stand in the measure that makes the rows.</summary>
internal abstract class Measure
{
    public abstract string Name { get; }

    public abstract Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel);

    public static IReadOnlyList<Measure> All { get; } =
    [
        new LeaveMeasure(64, ofBare: Floor.AtLeast(0.22), p99: Floor.AtMost(10), ofGate: Floor.AtLeast(15)),
        new LeaveMeasure(256, ofBare: Floor.AtLeast(0.30), p99: Floor.AtMost(30), ofGate: null),
        new PageMeasure(),
        new SaveMeasure(),
        new ImportMeasure(),
        new GrowthMeasure(),
        new VerifyMeasure(),
        new AudienceMeasure(),
        new DispatchMeasure(),
        new StartMeasure(),
    ];
}
