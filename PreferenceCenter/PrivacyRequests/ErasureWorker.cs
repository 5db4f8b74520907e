using PreferenceCenter.Mail.Transport;
using PreferenceCenter.PrivacyRequests.Erasure;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>Runs due erasures, privacy request jobs and erasure cleanup once a minute.</summary>
internal sealed partial class ErasureWorker(
    DueErasures due,
    PrivacyRequestJob requests,
    ErasureCleanup job,
    IMailTransport transport,
    TimeProvider clock,
    ILogger<ErasureWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await due.RunAsync(stopping);
                await requests.RunAsync();
                await job.RunAsync(mail => transport.Forget(mail.MessageId, mail.CreatedAt));
            }
            // Last resort of the worker: a step that fails is tried again in a minute. Until all steps are done, no
            // certificate is sent.
#pragma warning disable CA1031
            catch (Exception reason) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogPutOff(reason);
            }
        } while (await timer.WaitForNextTickAsync(stopping));
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "What is left to do of requests and erasures could not be done; trying again in a minute"
    )]
    private partial void LogPutOff(Exception reason);
}
