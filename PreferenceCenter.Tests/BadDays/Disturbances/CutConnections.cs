namespace PreferenceCenter.Tests.BadDays.Disturbances;

/// <summary>Ends every database connection at once, and with them the log slots that the nodes hold.</summary>
internal sealed class CutConnections() : Disturbance("connections cut")
{
    public override Task RunAsync(BadDay day, Random random, CancellationToken cancel) =>
        day.Cluster.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'preference-center'"
        );
}
