namespace PreferenceCenter.Tests.BadDays.Disturbances;

/// <summary>
/// Stops the database server as a power cut would, and restarts it only after every node reports that it is not ready.
/// </summary>
internal sealed class RestartedDatabase() : Disturbance("PostgreSQL restarted")
{
    public override async Task RunAsync(BadDay day, Random random, CancellationToken cancel)
    {
        await day.Cluster.StopServerAsync(immediate: true);
        await Wait.UntilAsync(() => day.Monitors.All(w => !w.SaysReady), TimeLimit, cancel);
        await day.Cluster.StartServerAsync();
    }
}
