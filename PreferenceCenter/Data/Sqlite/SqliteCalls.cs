using System.Runtime.InteropServices;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// The calls of SQLite that a page makes hundreds of times, by the statement's address. The library's own calls take a
/// safe handle and count a reference for each column: measured, 8 % of a page.
/// </summary>
internal static class SqliteCalls
{
    private const string Library = "e_sqlite3";

    [DllImport(Library, EntryPoint = "sqlite3_step")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Step(nint statement);

    // Reads a field of the current row and returns: no need to let the garbage collector in meanwhile.
    [DllImport(Library, EntryPoint = "sqlite3_column_int64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static extern long Int64(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static extern int Type(nint statement, int column);
}
