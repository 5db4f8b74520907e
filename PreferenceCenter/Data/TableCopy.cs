using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PreferenceCenter.Data;

/// <summary>A table to be copied: its columns in a fixed order, with their types in the target.</summary>
internal sealed record CopiedTable(string Name, IReadOnlyList<(string Name, string Type)> Columns)
{
    public string ColumnList => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));
}

/// <summary>The target of a copy: it receives all rows, or none.</summary>
internal interface ITableWriter : IDisposable
{
    void Begin(CopiedTable table);

    /// <param name="row">Positioned at a row; its columns are in the table's order.</param>
    void Add(DbDataReader row);
    void End();
    void Commit();
}

/// <summary>
/// Copies one snapshot of a database, table by table, into an empty database of either kind. Moving a database uses
/// it, and so do backup and restore on PostgreSQL.
/// </summary>
internal static class TableCopy
{
    /// <returns>The number of rows.</returns>
    public static long Run(Database from, Database to, ITableWriter writer, Action<long>? progress = null)
    {
        using var session = from.ReadThrough();
        using var snapshot = session.Snapshot();
        long rows = 0;
        foreach (var table in Tables(to))
        {
            writer.Begin(table);
            using (var row = session[$"""SELECT {table.ColumnList} FROM "{table.Name}" """].ExecuteReader())
                while (row.Read())
                {
                    writer.Add(row);
                    if (++rows % 10_000 == 0)
                        progress?.Invoke(rows);
                }
            writer.End();
        }
        writer.Commit();
        return rows;
    }

    /// <summary>Whether two databases hold the same rows, of whichever kind they are.</summary>
    public static bool AreAlike(Database one, Database other)
    {
        var tables = Tables(other);
        return Digests(one, tables).SequenceEqual(Digests(other, tables));
    }

    private static List<TableDigest> Digests(Database database, List<CopiedTable> tables)
    {
        using var session = database.ReadThrough();
        using var snapshot = session.Snapshot();
        var digests = new List<TableDigest>();
        foreach (var table in tables)
        {
            var digest = new TableDigest();
            using var row = session[$"""SELECT {table.ColumnList} FROM "{table.Name}" """].ExecuteReader();
            while (row.Read())
                digest = digest.With(row);
            digests.Add(digest);
        }
        return digests;
    }

    // Tables that others refer to come first.
    private static List<CopiedTable> Tables(Database database)
    {
        using var context = database.CreateContext();
        return
        [
            .. context
                .GetService<IDesignTimeModel>()
                .Model.GetRelationalModel()
                .Tables.OrderBy(t => t.ForeignKeyConstraints.Count())
                .ThenBy(t => t.Name, StringComparer.Ordinal)
                .Select(t => new CopiedTable(t.Name, [.. t.Columns.Select(c => (c.Name, c.StoreType))])),
        ];
    }
}
