using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.Insights;

/// <summary>
/// Counts the log by day where that was not done yet by the days of this time zone: after the update that brought the
/// counts, and when the site moves.
/// </summary>
internal sealed class RecountWork(Recount recount, ChangeWriter writer, TimeProvider clock)
    : PeriodicWork("recount", TimeSpan.FromHours(1))
{
    public override TimeSpan? LeaseFor => TimeSpan.FromMinutes(30);

    public override Task RunAsync(WorkRun run, CancellationToken cancel) =>
        recount.IsDone()
            ? Task.CompletedTask
            : run.TryAsync(
                "the log",
                () => recount.CorrectAsync(writer, recount.Run(null, cancel), clock.GetUtcNow()),
                cancel
            );
}
