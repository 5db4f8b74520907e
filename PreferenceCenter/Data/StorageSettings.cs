namespace PreferenceCenter.Data;

/// <summary>
/// Directories and database of this installation. Keys and journal are kept apart from the data, and never in a backup
/// of it.
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
