using PreferenceCenter.Data;

namespace PreferenceCenter.Catalogue;

/// <summary>
/// About once a second: the write-ahead log is emptied behind the writer, and what other processes changed is seen.
/// </summary>
internal sealed partial class DatabaseMaintenance(
    Database database,
    CatalogueCache catalogue,
    TimeProvider clock,
    ILogger<DatabaseMaintenance> logger
) : BackgroundService
{
    private readonly Database database = Taken(database);

    // Hosted services are all made before the first of them starts.
    private static Database Taken(Database database)
    {
        database.HasMaintenance = true;
        return database;
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                database.Maintain();
                catalogue.RefreshIfChanged();
            }
            // The driver's word for a connection that broke between two statements is no DbException.
            catch (Exception reason) when (reason is System.Data.Common.DbException or InvalidOperationException)
            {
                LogSkipped(reason);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be tended; trying again in a second")]
    private partial void LogSkipped(Exception reason);
}
