using Npgsql;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// Reads <c>ConnectionStrings:PreferenceCenter</c> and checks it with the database's driver. Faults are reported
/// without its text, which may hold a password.
/// </summary>
internal static class DatabaseSettings
{
    /// <summary>Name of the SQLite file in <c>Storage:Directory</c>.</summary>
    public const string FileName = "preference-center.db";
    public const string Key = "ConnectionStrings:PreferenceCenter";

    public static string ReadConnection(SettingReader read, DatabaseProvider provider, string file)
    {
        if (provider == DatabaseProvider.Sqlite)
            return Checked(
                read,
                read.Text(Key) ?? SqliteDatabase.ConnectionStringFor(file),
                text => _ = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(text)
            );
        var given = read.Text(
            Key,
            null,
            "where PostgreSQL is, as in Host=db.example.org;Database=preferences;Username=preferences;Password=…"
        );
        return given.Length == 0
            ? given
            : Checked(read, given, text => RequireHost(new NpgsqlConnectionStringBuilder(text)));
    }

    private static void RequireHost(NpgsqlConnectionStringBuilder settings)
    {
        if (string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database))
            throw new ArgumentException("Host and Database are needed");
    }

    private static string Checked(SettingReader read, string text, Action<string> parse)
    {
        try
        {
            parse(text);
        }
        catch (Exception reason) when (reason is ArgumentException or FormatException)
        {
            read.Fault(Key, "is no connection string of that database: see docs/settings.md");
        }
        return text;
    }
}
