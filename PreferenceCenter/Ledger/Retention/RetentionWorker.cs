namespace PreferenceCenter.Ledger.Retention;

/// <summary>Looks every quarter of an hour whether today's run is still to be done.</summary>
internal sealed partial class RetentionWorker(RetentionJob job, TimeProvider clock, ILogger<RetentionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                if (await job.RunInTurnAsync(stopping) is { } report) LogRan(report.OptIns, report.Evidence, report.SentMails, report.Inactive);
            }
            // Whatever stands in the way today may be gone in a quarter of an hour; every step can be done again.
            catch (Exception reason) when (reason is System.Data.Common.DbException or InvalidOperationException or IOException)
            {
                LogPutOff(reason);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Retention: {OptIns} sign-ups nobody confirmed, evidence of {Evidence} people and the content of {SentMails} sent mails are gone; {Inactive} people are silent")]
    private partial void LogRan(long optIns, long evidence, long sentMails, long inactive);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Retention could not be run; trying again in a quarter of an hour")]
    private partial void LogPutOff(Exception reason);
}
