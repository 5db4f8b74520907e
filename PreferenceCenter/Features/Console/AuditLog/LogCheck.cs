using PreferenceCenter.Ledger.Verification;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>State of the verification of the log.</summary>
/// <param name="Verdict">Result of the last verification that ended; null if none has ended, or if it failed.</param>
internal sealed record LogCheckState(
    bool Running,
    long Events,
    LedgerVerdict? Verdict,
    DateTimeOffset? At,
    bool Failed
);

/// <summary>
/// Verifies the whole log in the background, with only one verification at a time. The result is kept until the next
/// one.
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
            // Any exception means that there is no result, and the page says so. A log that fails verification is a
            // result, not an exception.
            state = new LogCheckState(false, 0, null, clock.GetUtcNow(), true);
            LogFailed(log, reason.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A verification of the log ended without a result: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}
