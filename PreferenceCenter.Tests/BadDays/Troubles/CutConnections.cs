namespace PreferenceCenter.Tests.BadDays.Troubles;

/// <summary>Ends every database connection at once, and with them the log slots that the nodes hold.</summary>
internal sealed class CutConnections() : TransientErrors("connections cut")
{
    public override Task StrikeAsync(BadDay day, Random random, CancellationToken cancel) =>
        day.Cluster.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'preference-center'"
        );
}
