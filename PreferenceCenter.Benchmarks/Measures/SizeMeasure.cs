using System.Globalization;
using Microsoft.Data.Sqlite;
using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the disk space of a subscriber with five topics and one sealed event, with indexes and without evidence.
/// Each table is copied with its indexes, row by row in key order, into a file of its own.
/// </summary>
internal sealed class SizeMeasure : Measure
{
    private static readonly Floor Bytes = Floor.AtMost(550);

    public override string Name => "size";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Large, cancel);
        var file = ((FilePlace)crowd.Place).File;
        var (person, choice) = (BytesOf(bench, file, "Subscribers"), BytesOf(bench, file, "Choices"));
        var (events, nodes, seals) = (
            Size(bench, file, "LedgerEvents"),
            Size(bench, file, "LogNodes"),
            Size(bench, file, "Seals")
        );
        var sealedEvent = (double)(events.Bytes + nodes.Bytes + seals.Bytes) / events.Rows;
        return
        [
            new Row(
                $"bytes of a subscriber with {Crowd.TopicsEach} topics and one sealed event, among {Figure.Text(crowd.Crowd.People)}",
                person + Crowd.TopicsEach * choice + sealedEvent,
                "bytes",
                Floor: Bytes
            ),
            new Row("of which: the person", person, "bytes"),
            new Row("of which: a topic of theirs", choice, "bytes"),
            new Row("of which: a sealed event", sealedEvent, "bytes"),
        ];
    }

    private static double BytesOf(Bench bench, string file, string table) =>
        Size(bench, file, table) is var (bytes, rows) ? (double)bytes / rows : 0;

    private static (long Bytes, long Rows) Size(Bench bench, string file, string table)
    {
        var alone = bench.Workspace.NewFile($"{table}.db");
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = alone, Pooling = false }.ConnectionString
        );
        connection.Open();
        Run(connection, $"ATTACH '{file}' AS crowd");
        foreach (var sql in Schema(connection, table))
            Run(connection, sql);
        Run(connection, $"INSERT INTO main.\"{table}\" SELECT * FROM crowd.\"{table}\"");
        var rows = QueryNumber(connection, $"SELECT COUNT(*) FROM main.\"{table}\"");
        return (
            QueryNumber(connection, "PRAGMA main.page_count") * QueryNumber(connection, "PRAGMA main.page_size"),
            rows
        );
    }

    private static List<string> Schema(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT \"sql\" FROM crowd.sqlite_schema WHERE \"tbl_name\" = '{table}' AND \"type\" IN ('table', 'index') AND \"sql\" IS NOT NULL ORDER BY \"type\" DESC";
        using var row = command.ExecuteReader();
        var statements = new List<string>();
        while (row.Read())
            statements.Add(row.GetString(0));
        return statements;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long QueryNumber(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
