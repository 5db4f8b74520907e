using PreferenceCenter.Data;

namespace PreferenceCenter.Catalogue;

/// <summary>
/// Background service that runs about once a second: it empties the write-ahead log, so that the writer need not, and
/// loads what other processes changed of catalogue and settings.
/// </summary>
internal sealed partial class DatabaseMaintenance(
    Database database,
    CatalogueCache catalogue,
    SiteInForce site,
    TimeProvider clock,
    ILogger<DatabaseMaintenance> logger
) : BackgroundService
{
    private readonly Database database = WithMaintenance(database);

    // Set in the constructor: all hosted services are constructed before the first of them starts.
    private static Database WithMaintenance(Database database)
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
                await site.RefreshIfChangedAsync();
                database.State.Works(DatabaseUse.Work);
            }
            // The database driver reports a connection that broke between two statements as InvalidOperationException,
            // not DbException.
            catch (Exception reason) when (reason is System.Data.Common.DbException or InvalidOperationException)
            {
                if (!database.State.Failed(DatabaseUse.Work, reason))
                    LogSkipped(reason);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be tended; trying again in a second")]
    private partial void LogSkipped(Exception reason);
}
