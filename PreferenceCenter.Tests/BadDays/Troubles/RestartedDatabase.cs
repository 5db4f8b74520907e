namespace PreferenceCenter.Tests.BadDays.Troubles;

/// <summary>The database's server dies as in a power cut, and is not back before every node has noticed.</summary>
internal sealed class RestartedDatabase() : TransientErrors("PostgreSQL restarted")
{
    public override async Task StrikeAsync(BadDay day, Random random, CancellationToken cancel)
    {
        await day.Cluster.StopServerAsync(immediate: true);
        await Until.SoAsync(() => day.Watches.All(w => !w.SaysReady), AWhile, cancel);
        await day.Cluster.StartServerAsync();
    }
}
