using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>
/// Reads the rows of a command without blocking the thread. SQLite has no asynchronous reads: there the rows are read at
/// once, and the task is complete when it is returned.
/// </summary>
internal static class CommandRows
{
    /// <summary>The first row; the default where there is none.</summary>
    public static async ValueTask<T?> FirstAsync<T>(this DbCommand command, Func<DbDataReader, T> read)
    {
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? read(row) : default;
    }

    public static async ValueTask<List<T>> AllAsync<T>(this DbCommand command, Func<DbDataReader, T> read)
    {
        var all = new List<T>();
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
            all.Add(read(row));
        return all;
    }

    /// <summary>All rows, for commands and periodic work, whose threads may wait.</summary>
    public static List<T> All<T>(this DbCommand command, Func<DbDataReader, T> read)
    {
        var all = new List<T>();
        using var row = command.ExecuteReader();
        while (row.Read())
            all.Add(read(row));
        return all;
    }
}
