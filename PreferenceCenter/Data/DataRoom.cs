using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Data.Sqlite;

namespace PreferenceCenter.Data;

/// <summary>
/// Where what is embedded lives. Keys and journal are kept apart from the data, and never in a backup of it.
/// </summary>
internal sealed record StorageSettings(
    string Directory,
    string KeysDirectory,
    string JournalDirectory,
    DatabaseProvider Provider,
    string ConnectionString
);

internal enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

internal static class DataRoom
{
    public static IServiceCollection AddData(this IServiceCollection services, StorageSettings storage) =>
        services
            .AddSingleton(storage)
            .AddSingleton<Database>(_ =>
                storage.Provider == DatabaseProvider.PostgreSql
                    ? new PostgresDatabase(storage.ConnectionString)
                    : new SqliteDatabase(storage.ConnectionString)
            )
            .AddSingleton<People>()
            .AddSingleton<CatalogueCache>()
            .AddSingleton<OutboxStore>()
            .AddSingleton<SendingBook>()
            .AddSingleton<OutboxRetention>()
            .AddSingleton<RetentionStore>()
            .AddSingleton<ErasureStore>()
            .AddSingleton<RequestStore>()
            .AddSingleton<DataSessions>()
            .AddSingleton<AddressChanges>()
            .AddSingleton<Personal.PersonalData>()
            .AddSingleton<SendGate>()
            .AddSingleton<Audience>()
            .AddSingleton(center => new SuppressionList(
                storage.KeysDirectory,
                center.GetRequiredService<TimeProvider>(),
                center.GetRequiredService<ILogger<SuppressionList>>()
            ));

    /// <summary>What a serving process needs besides.</summary>
    public static IServiceCollection AddUpkeep(this IServiceCollection services) => services.AddHostedService<Upkeep>();
}
