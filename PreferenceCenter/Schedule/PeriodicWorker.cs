using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Schedule;

/// <summary>
/// Runs all periodic work, each at its interval and independently of the others. A failed run is logged, counted and
/// recorded for the doctor command; the next one comes at its time.
/// </summary>
internal sealed partial class PeriodicWorker(
    IEnumerable<PeriodicWork> all,
    Database database,
    ChangeWriter writer,
    AddressHasher keys,
    WorkRecordStore records,
    WorkMetrics metrics,
    TimeProvider clock,
    ILogger<PeriodicWorker> logger
) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stopping) =>
        Task.WhenAll(all.Select(work => RepeatAsync(work, stopping)));

    private async Task RepeatAsync(PeriodicWork work, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(work.Every, clock);
        if (work.AtStart)
            await RunAsync(work, stopping);
        while (await timer.WaitForNextTickAsync(stopping))
            await RunAsync(work, stopping);
    }

    /// <summary>Runs that work once, if no other node has its lease.</summary>
    public async Task<WorkRun> RunAsync(PeriodicWork work, CancellationToken stopping)
    {
        var run = new WorkRun(work.Name, logger);
        try
        {
            if (work.LeaseFor is { } time && !await TakeAsync(work.Name, time))
                return run;
            await work.RunAsync(run, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return run;
        }
        // Last resort of a run: the others, and the rest of the server, keep working.
#pragma warning disable CA1031
        catch (Exception reason)
#pragma warning restore CA1031
        {
            run.Fail("the run", reason);
        }
        metrics.Add(work.Name, run);
        Record(work, run);
        return run;
    }

    private Task<bool> TakeAsync(string name, TimeSpan time)
    {
        var now = clock.GetUtcNow();
        return Lease.TryTakeAsync(database, writer, keys, name, now, now + time);
    }

    private void Record(PeriodicWork work, WorkRun run)
    {
        try
        {
            records.Note(work.Name, clock.GetUtcNow(), run.Failed, run.Fault);
        }
        catch (Exception reason) when (reason is System.Data.Common.DbException or InvalidOperationException)
        {
            // A database that is away is told of once, by its state.
            if (!database.State.Failed(DatabaseUse.Work, reason))
                LogUnrecorded(reason, work.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Work} ran, and this could not be recorded")]
    private partial void LogUnrecorded(Exception reason, string work);
}
