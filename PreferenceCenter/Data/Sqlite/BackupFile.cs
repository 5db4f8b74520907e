namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// Opens and deletes backups. A backup is an ordinary database file, so it can be queried like any database.
/// </summary>
internal static class BackupFile
{
    public static Database Open(string file) => new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file));

    /// <summary>Deletes the file of an interrupted attempt and SQLite's companion files.</summary>
    public static void Delete(string file)
    {
        File.Delete(file);
        SqliteDatabase.DeleteCompanions(file);
    }
}
