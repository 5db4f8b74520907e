using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>One benchmark. Each measure defines the floors of its own rows.</summary>
internal abstract class Measure
{
    public abstract string Name { get; }

    public abstract Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel);

    public static IReadOnlyList<Measure> All { get; } =
    [
        new LeaveMeasure("leave-64", "", 64)
        {
            OfBare = Floor.AtLeast(0.22),
            P99 = Floor.AtMost(10),
            BesideGate = true,
            OfGate = Floor.AtLeast(15),
        },
        new LeaveMeasure("leave-256", "", 256) { OfBare = Floor.AtLeast(0.30), P99 = Floor.AtMost(30) },
        new LeaveMeasure("leave-postgres-256", ", PostgreSQL", 256)
        {
            Provider = DatabaseProvider.PostgreSql,
            OfBare = Floor.AtLeast(0.40),
            BesideGate = true,
        },
        new SlowDiskMeasure(
            "leave-slow-disk",
            new LeaveMeasure("leave", ", syncs 2 ms slower", 256) { BesideGate = true, OfGate = Floor.AtLeast(40) }
        ),
        new SlowDiskMeasure(
            "leave-postgres-slow-disk",
            new LeaveMeasure("leave", ", PostgreSQL, syncs 2 ms slower", 256)
            {
                Provider = DatabaseProvider.PostgreSql,
                BesideGate = true,
                OfGate = Floor.AtLeast(40),
            }
        ),
        new NodesMeasure(),
        new PageMeasure(),
        new SaveMeasure(),
        new SignUpMeasure(),
        new ProofMeasure(),
        new ErasureMeasure(),
        new ExportMeasure(),
        new QueueMeasure(),
        new ConsolePageMeasure(),
        new InsightsMeasure(),
        new FirstLoadMeasure(),
        new CircuitMeasure(),
        new PreviewMeasure(),
        new SizeMeasure(),
        new ImportMeasure(),
        new ImportAloneMeasure("import-alone", DatabaseProvider.Sqlite),
        new ImportAloneMeasure("import-alone-postgres", DatabaseProvider.PostgreSql),
        new RecoveryMeasure(),
        new HangingNodeMeasure(),
        new GrowthMeasure(),
        new VerifyMeasure(),
        new AudienceMeasure(),
        new DispatchMeasure(),
        new TemplateCheckMeasure(),
        new StartMeasure(),
        new PackagesMeasure(),
    ];
}
