namespace PreferenceCenter.Data.Sqlite;

/// <summary>A backup is an ordinary database file: whatever can be asked of a database can be asked of it.</summary>
internal static class BackupFile
{
    public static Database Open(string file) => new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file));

    /// <summary>The file and what SQLite keeps beside it, of a try that was stopped.</summary>
    public static void Delete(string file)
    {
        File.Delete(file);
        SqliteDatabase.DeleteCompanions(file);
    }
}
