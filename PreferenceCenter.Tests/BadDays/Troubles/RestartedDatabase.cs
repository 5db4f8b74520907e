namespace PreferenceCenter.Tests.BadDays.Troubles;

/// <summary>
/// Stops the database server as a power cut would, and restarts it only after every node reports that it is not ready.
/// </summary>
internal sealed class RestartedDatabase() : TransientErrors("PostgreSQL restarted")
{
    public override async Task StrikeAsync(BadDay day, Random random, CancellationToken cancel)
    {
        await day.Cluster.StopServerAsync(immediate: true);
        await Until.SoAsync(() => day.Watches.All(w => !w.SaysReady), AWhile, cancel);
        await day.Cluster.StartServerAsync();
    }
}
