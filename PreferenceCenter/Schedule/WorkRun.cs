using PreferenceCenter.Data;

namespace PreferenceCenter.Schedule;

/// <summary>One run of periodic work: counts the items and steps that were done and that failed.</summary>
/// <param name="work">Name of the work.</param>
internal sealed partial class WorkRun(string work, ILogger logger)
{
    private int done;
    private int failed;

    public int Done => done;
    public int Failed => failed;

    /// <summary>Kind of the first failure. Never its message, which may name somebody.</summary>
    public string? Fault { get; private set; }

    /// <summary>
    /// Does one item or step. A failure is logged as an error and counted, and the caller goes on with the next one.
    /// </summary>
    /// <param name="what">Names the item in the log, by ids alone.</param>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> TryAsync(string what, Func<Task> act, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            await act();
            Interlocked.Increment(ref done);
            return true;
        }
        // The boundary of an item: broken rows of one person must not delay the rights of the others.
#pragma warning disable CA1031
        catch (Exception reason) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Fail(what, reason);
            return false;
        }
    }

    /// <inheritdoc cref="TryAsync(string, Func{Task}, CancellationToken)"/>
    public Task<bool> TryAsync(string what, Action act, CancellationToken cancel) =>
        TryAsync(
            what,
            () =>
            {
                act();
                return Task.CompletedTask;
            },
            cancel
        );

    /// <summary>Counts and logs a failure.</summary>
    public void Fail(string what, Exception reason)
    {
        Interlocked.Increment(ref failed);
        Fault ??= reason.GetType().Name;
        // A database that is away says nothing about the item, and each item of each run would show where it was met.
        if (TransientErrors.IsUnavailable(reason))
        {
            var said = TransientErrors.Describe(reason);
            LogDatabaseAway(work, what, said);
        }
        else
            LogFailed(reason, work, what);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Work}: {What} failed with the database and is tried again with the next run: {Reason}"
    )]
    private partial void LogDatabaseAway(string work, string what, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work}: {What} failed and is tried again with the next run")]
    private partial void LogFailed(Exception reason, string work, string what);
}
