namespace PreferenceCenter.Data;

/// <summary>
/// Directories and database of this installation. Keys and journal are separate from the data, and never part of its
/// backup.
/// </summary>
internal sealed record StorageSettings(
    string Directory,
    string KeysDirectory,
    string JournalDirectory,
    DatabaseProvider Provider,
    string ConnectionString
);

/// <summary>The supported kinds of database.</summary>
internal enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}
