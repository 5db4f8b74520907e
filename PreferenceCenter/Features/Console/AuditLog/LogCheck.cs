using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Verification;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>State of the verification of the log.</summary>
/// <param name="Events">How many were read so far.</param>
/// <param name="Total">How many there were when it began.</param>
/// <param name="Verdict">Result of the last verification that ended; null if none has ended, or if it failed.</param>
internal sealed record LogCheckState(
    bool Running,
    long Events,
    long Total,
    LedgerVerdict? Verdict,
    DateTimeOffset? At,
    bool Failed,
    bool Cancelled = false
)
{
    public static readonly LogCheckState None = new(false, 0, 0, null, null, false);
}

/// <summary>
/// Verifies the whole log in the background, with only one verification at a time. The result is kept until the next
/// one.
/// </summary>
internal sealed partial class LogCheck(
    LedgerVerifier verifier,
    Database database,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<LogCheck> log
)
{
    private readonly Lock gate = new();
    private LogCheckState state = LogCheckState.None;
    private CancellationTokenSource? running;

    public LogCheckState State => state;

    public void Start()
    {
        lock (gate)
        {
            if (state.Running)
                return;
            state = LogCheckState.None with { Running = true };
            running?.Dispose();
            running = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
            var cancel = running.Token;
            _ = Task.Run(() => Run(cancel), CancellationToken.None);
        }
    }

    /// <summary>Stops the verification that is running, if one is.</summary>
    public void Cancel()
    {
        lock (gate)
            if (state.Running)
                running?.Cancel();
    }

    private void Run(CancellationToken cancel)
    {
        try
        {
            state = state with { Total = CountEvents() };
            var verdict = verifier.Verify([], count => state = state with { Events = count }, cancel);
            state = new LogCheckState(false, verdict.Events, verdict.Events, verdict, clock.GetUtcNow(), false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            state = state with { Running = false, Cancelled = true, At = clock.GetUtcNow() };
        }
        catch (Exception reason)
        {
            // Any exception means that there is no result, and the page says so. A log that fails verification is a
            // result, not an exception.
            state = LogCheckState.None with
            {
                At = clock.GetUtcNow(),
                Failed = true,
            };
            LogFailed(log, reason.GetType().Name);
        }
    }

    private long CountEvents()
    {
        using var context = database.CreateContext();
        return context
            .LogHeads.Select(h => h.Frontier)
            .AsEnumerable()
            .Sum(frontier => frontier.Length == 0 ? 0 : MerkleFrontier.Parse(frontier).Size);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A verification of the log ended without a result: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}
