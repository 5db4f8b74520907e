using PreferenceCenter.Data;

namespace PreferenceCenter.Schedule;

/// <summary>How this node's clock stands to the database's.</summary>
internal enum ClockVerdict
{
    /// <summary>The database is a file of this machine, or was not asked yet.</summary>
    Unknown,
    Right,
    Wrong,
}

/// <summary>
/// Compares the clock of this node with the database's at the start and once a minute. Behind, fresh links look as if
/// they came from the future; ahead, events are dated in the future.
/// </summary>
internal sealed partial class DatabaseClock(Database database, TimeProvider clock, ILogger<DatabaseClock> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Far less than the five minutes that links allow, far more than a question takes.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    /// <summary>How far this node is ahead; null where nothing is known.</summary>
    public TimeSpan? Offset { get; private set; }

    public ClockVerdict Verdict =>
        Offset is not { } offset ? ClockVerdict.Unknown
        : offset.Duration() > Tolerance ? ClockVerdict.Wrong
        : ClockVerdict.Right;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, clock);
        do await CompareAsync();
        while (await timer.WaitForNextTickAsync(stopping));
    }

    public async Task CompareAsync()
    {
        try
        {
            var before = clock.GetUtcNow();
            if (await database.ClockAsync() is not { } there)
                return;
            // The answer was made between the two.
            var here = before + (clock.GetUtcNow() - before) / 2;
            var was = Verdict;
            Offset = here - there;
            if (Verdict == ClockVerdict.Wrong && was != ClockVerdict.Wrong)
                LogWrong(Offset.Value.TotalSeconds);
            else if (Verdict == ClockVerdict.Right && was == ClockVerdict.Wrong)
                LogRight(Offset.Value.TotalSeconds);
        }
        catch (Exception reason) when (TransientErrors.IsUnavailable(reason) || reason is InvalidOperationException)
        {
            // Asked again in a minute; whoever serves requests says that the database is away.
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The clock of this node is {Seconds:0} seconds ahead of the database's (behind, if negative): set both right (NTP)"
    )]
    private partial void LogWrong(double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The clock of this node is right again: {Seconds:0} seconds ahead of the database's"
    )]
    private partial void LogRight(double seconds);
}
