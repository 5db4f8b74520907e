namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>Checks every 15 minutes whether today's retention run is due.</summary>
internal sealed partial class RetentionWorker(RetentionJob job, TimeProvider clock, ILogger<RetentionWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                if (await job.RunUnderLeaseAsync(stopping) is { } report)
                    LogRan(report.OptIns, report.Evidence, report.SentMails, report.Inactive);
            }
            // Last resort of the worker: a failed run is tried again, because every step can be repeated. The rest of
            // the server keeps working.
#pragma warning disable CA1031
            catch (Exception reason) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogPutOff(reason);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Retention: {OptIns} sign-ups nobody confirmed, evidence of {Evidence} people and the content of {SentMails} sent mails are gone; {Inactive} people are silent"
    )]
    private partial void LogRan(long optIns, long evidence, long sentMails, long inactive);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Retention could not be run; trying again in a quarter of an hour"
    )]
    private partial void LogPutOff(Exception reason);
}
