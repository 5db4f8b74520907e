namespace PreferenceCenter.Data;

/// <summary>Who asks the database for something.</summary>
internal enum DatabaseUse
{
    Changes,
    Pages,
    Email,
    Work,
}

/// <summary>
/// Whether the database serves each of its uses. It is told of every failure and logs only the first and the last of
/// them, a line each, without a stack.
/// </summary>
internal sealed partial class DatabaseState
{
    private readonly Lock gate = new();
    private readonly Dictionary<DatabaseUse, (long Since, long Count)> failing = [];
    private readonly long[] failures = new long[Enum.GetValues<DatabaseUse>().Length];
    private ILogger? logger;
    private volatile bool anyFails;

    /// <summary>Logs from now on.</summary>
    public void LogTo(ILogger log) => logger = log;

    /// <summary>How many attempts have failed.</summary>
    public long Failures(DatabaseUse use) => Volatile.Read(ref failures[(int)use]);

    public bool Fails(DatabaseUse use)
    {
        lock (gate)
            return failing.ContainsKey(use);
    }

    /// <summary>Notes a failure of the database, if it is one.</summary>
    /// <returns>False if it is not: then the caller tells of it itself.</returns>
    public bool Failed(DatabaseUse use, Exception? reason)
    {
        if (!TransientErrors.IsUnavailable(reason))
            return false;
        Interlocked.Increment(ref failures[(int)use]);
        lock (gate)
        {
            var known = failing.TryGetValue(use, out var since);
            failing[use] = known ? (since.Since, since.Count + 1) : (TimeProvider.System.GetTimestamp(), 1);
            anyFails = true;
            if (!known && logger is { } log)
                LogFails(log, use, TransientErrors.Describe(reason!));
        }
        return true;
    }

    /// <summary>Notes that the database served that use.</summary>
    public void Works(DatabaseUse use)
    {
        if (!anyFails)
            return;
        lock (gate)
        {
            if (!failing.Remove(use, out var was))
                return;
            anyFails = failing.Count > 0;
            if (logger is { } log)
                LogWorks(log, use, TimeProvider.System.GetElapsedTime(was.Since).TotalSeconds, was.Count);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The database fails for {Use}: {Reason}. What is asked meanwhile is answered 503; the end of it is told once"
    )]
    private static partial void LogFails(ILogger logger, DatabaseUse use, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database serves {Use} again after {Seconds:0.0} seconds; {Count} attempts failed"
    )]
    private static partial void LogWorks(ILogger logger, DatabaseUse use, double seconds, long count);
}
