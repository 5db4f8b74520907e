using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// Fills a new file. It writes without a journal, since no other process uses the file before it is complete; the
/// caller that renames it also syncs it.
/// </summary>
internal sealed class SqliteTableWriter : ITableWriter
{
    private readonly SqliteConnection connection;
    private SqliteStatement? insert;
    private int columns;

    public SqliteTableWriter(string file)
    {
        connection = new SqliteConnection(SqliteDatabase.ConnectionStringFor(file));
        connection.Open();
        Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; BEGIN");
    }

    public void Begin(CopiedTable table)
    {
        columns = table.Columns.Count;
        insert = new SqliteStatement(
            connection.Handle!,
            $"""INSERT INTO "{table.Name}" ({table.ColumnList}) VALUES ({string.Join(", ", Enumerable.Range(0, columns).Select(i => Invariant($"@p{i}")))})"""
        );
    }

    public void Add(DbDataReader row)
    {
        for (var i = 0; i < columns; i++)
            Bind(insert!, row.GetValue(i));
        insert!.Run();
    }

    private static void Bind(SqliteStatement insert, object value) =>
        _ = value switch
        {
            DBNull => insert.With((long?)null),
            string text => insert.With(text),
            byte[] bytes => insert.With(bytes),
            _ => insert.With(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        };

    public void End()
    {
        insert!.Dispose();
        insert = null;
    }

    public void Commit() => Execute("COMMIT");

    private void Execute(string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    public void Dispose()
    {
        insert?.Dispose();
        connection.Dispose();
    }
}
