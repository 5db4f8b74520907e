using PreferenceCenter.Ledger.Verification;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <param name="Verdict">Of the last verification that ended; null where none did, or it failed.</param>
internal sealed record LogCheckState(
    bool Running,
    long Events,
    LedgerVerdict? Verdict,
    DateTimeOffset? At,
    bool Failed
);

/// <summary>
/// A verification of the whole log beside everything else, one at a time whoever asks; what came of it is kept until
/// the next.
/// </summary>
internal sealed partial class LogCheck(
    LedgerVerifier verifier,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<LogCheck> log
)
{
    private readonly Lock gate = new();
    private LogCheckState state = new(false, 0, null, null, false);

    public LogCheckState State => state;

    public void Start()
    {
        lock (gate)
        {
            if (state.Running)
                return;
            state = new LogCheckState(true, 0, null, null, false);
        }
        _ = Task.Run(Run, CancellationToken.None);
    }

    private void Run()
    {
        try
        {
            var verdict = verifier.Verify(
                [],
                count => state = state with { Events = count },
                lifetime.ApplicationStopping
            );
            state = new LogCheckState(false, verdict.Events, verdict, clock.GetUtcNow(), false);
        }
        catch (Exception reason)
        {
            // Whatever it was, the page says that there is no result; a log that does not hold is one.
            state = new LogCheckState(false, 0, null, clock.GetUtcNow(), true);
            LogFailed(log, reason.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A verification of the log ended without a result: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}
