using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Tests.Architecture;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Tests that every SQLite connection has the promised durability and deletion settings, whoever opens it.
/// </summary>
public sealed class ConnectionTests
{
    private static readonly (string Pragma, object Value)[] Promised =
    [
        ("journal_mode", "wal"),
        ("synchronous", 2L),
        ("secure_delete", 1L),
        ("temp_store", 2L),
        ("foreign_keys", 1L),
        ("recursive_triggers", 1L),
    ];

    // Each connection is used by one thread at a time, so SQLite need not lock it at every call.
    [Fact]
    public async Task No_connection_has_a_mutex()
    {
        await using var center = await TestCenter.NewAsync();
        await using var context = center.Database.CreateContext();
        await using var work = center.Database.OpenForWork();
        using var store = center.Database.OpenWriteStore();
        using var session = center.Database.Read();
        using var command = session["SELECT 1"];
        AssertNoMutex(context.Database.GetDbConnection());
        AssertNoMutex(work);
        AssertNoMutex(command.Connection!);
        store.Within(inside =>
        {
            AssertNoMutex(inside.Database.GetDbConnection());
            return (true, Keep: false);
        });
    }

    private static void AssertNoMutex(DbConnection connection) =>
        Assert.Equal(0, DatabaseMutex(((SqliteConnection)connection).Handle!.DangerousGetHandle()));

    // A connection opened before the program says so would keep its mutexes, and so would all later ones.
    [Fact]
    public void Connections_are_opened_where_the_mode_is_set_and_nowhere_else() =>
        Assert.Equal(
            ["SqliteDatabase.cs", "SqliteTableWriter.cs"],
            SourceGraph
                .ReadProduct()
                .Where(file => file.Text.Contains("new SqliteConnection(", StringComparison.Ordinal))
                .Select(file => Path.GetFileName(file.Path))
                .Order(StringComparer.Ordinal)
        );

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_db_mutex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint DatabaseMutex(nint database);

    [Fact]
    public async Task A_context_keeps_them()
    {
        await using var center = await TestCenter.NewAsync();
        await using var context = center.Database.CreateContext();
        AssertPromises(context.Database.GetDbConnection());
    }

    [Fact]
    public async Task The_writer_keeps_them()
    {
        await using var center = await TestCenter.NewAsync();
        using var store = center.Database.OpenWriteStore();
        store.Within(context =>
        {
            AssertPromises(context.Database.GetDbConnection());
            return (0, Keep: true);
        });
    }

    [Fact]
    public async Task Short_work_keeps_them()
    {
        await using var center = await TestCenter.NewAsync();
        await using var connection = center.Database.OpenForWork();
        AssertPromises(connection);
    }

    [Fact]
    public async Task A_reader_keeps_them_and_cannot_write()
    {
        await using var center = await TestCenter.NewAsync();
        using var session = center.Database.Read();
        foreach (var (pragma, value) in Promised)
            Assert.Equal(value, session[$"PRAGMA {pragma}"].ExecuteScalar());
        var refused = Assert.Throws<SqliteException>(() => session["""DELETE FROM "Outbox" """].ExecuteNonQuery());
        Assert.Contains("readonly", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_hold_from_the_first_page_of_a_new_file()
    {
        var directory = Directory.CreateTempSubdirectory("preference-center-");
        var file = Path.Combine(directory.FullName, "deep", "new.db");
        using (
            var database = new SqliteDatabase(
                new SqliteConnectionStringBuilder { DataSource = file, Pooling = true }.ToString()
            )
        )
        {
            await database.MigrateAsync(TestContext.Current.CancellationToken);
            await using var connection = database.OpenForWork();
            AssertPromises(connection);
        }
        // After closing, the program holds no handle on the file, and the write-ahead log is merged into it.
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        directory.Delete(recursive: true);
    }

    [DatabaseFact]
    public async Task Readers_are_kept_for_the_next_reader()
    {
        await using var center = await TestCenter.NewAsync();
        var first = center.Database.Read();
        first.Dispose();
        var second = center.Database.Read();
        Assert.Same(first, second);
        second.Dispose();
    }

    [DatabaseFact]
    public async Task A_snapshot_sees_nothing_that_came_later()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        using var session = center.Database.Read();
        using (session.Snapshot())
        {
            Assert.Equal(1, session.Find(PersonKey.Of(person.PublicId))!.State.LastSeq);
            await center.LeaveAsync(person.PublicId);
            Assert.Equal(1, session.Find(PersonKey.Of(person.PublicId))!.State.LastSeq);
        }
        Assert.Equal(3, session.Find(PersonKey.Of(person.PublicId))!.State.LastSeq);
    }

    private static void AssertPromises(DbConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open)
            connection.Open();
        using var command = connection.CreateCommand();
        foreach (var (pragma, value) in Promised)
        {
            command.CommandText = $"PRAGMA {pragma}";
            Assert.Equal(value, command.ExecuteScalar());
        }
    }
}
