namespace PreferenceCenter.Data;

/// <summary>The file of an embedded database whose content was moved to a database server.</summary>
internal static class MovedDatabase
{
    /// <summary>Where the newest of them was put aside; null where none was moved.</summary>
    public static string? Of(string file) =>
        Directory.Exists(Path.GetDirectoryName(file))
            ? Directory
                .EnumerateFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + ".moved-*Z")
                .Max(StringComparer.Ordinal)
            : null;

    /// <summary>
    /// Why no database is made there: settings that still name the file would begin an empty one in its place.
    /// </summary>
    public static string? Refusal(StorageSettings storage) =>
        storage.Provider == DatabaseProvider.Sqlite
        && Sqlite.SqliteDatabase.FileOf(storage.ConnectionString) is var file
        && !File.Exists(file)
        && Of(file) is { } aside
            ? $"Database:Provider is Sqlite, but the database was moved to another server, and {aside} is what it was until then: set PostgreSql and ConnectionStrings:PreferenceCenter. To go back to it, give it its old name: whoever left since is known to the journal (`restore --replay`)."
            : null;
}
