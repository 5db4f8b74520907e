using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>One file, written ahead (WAL), synced at each commit, and deleted content overwritten.</summary>
internal sealed partial class SqliteDatabase(string given) : Database
{
    /// <summary>
    /// A log of this many pages is begun anew: the writer copies the little that was added since the last round in the
    /// background.
    /// </summary>
    private const int PagesBeforeNewLog = 64_000;

    /// <summary>
    /// Where nothing is done in the background, as beside a command, this many make whoever writes copy them.
    /// </summary>
    private const int PagesBeforeWriterCopies = 20_000;
    private const int PagesBeforeTendedWriterCopies = 100_000;

    // Closed is closed: a pooled connection would keep the file, and its settings, alive behind our back.
    private readonly string connectionString = new SqliteConnectionStringBuilder(given) { Pooling = false }.ToString();
    private readonly Lock tending = new();
    private SqliteConnection? tender;
    private int newLogWanted;
    private const long MostInMemory = 256L << 20;
    private DateTimeOffset vacuumedFor = DateTimeOffset.MinValue;

    public static string ConnectionStringFor(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();

    public static string FileOf(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString).DataSource;

    private string File => FileOf(connectionString);

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(File)) is { } directory)
            KeyFile.MakeDirectory(directory);
        if (IsCurrent())
            return;
        await using var context = CreateContext();
        await context.Database.MigrateAsync(cancel);
    }

    // Asked without EF Core, which most starts then never load: half a second and thirty megabytes.
    private bool IsCurrent()
    {
        using var connection = Open(5000);
        return Ask(connection, """SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory'""") is not null
            && Ask(connection, """SELECT MAX("MigrationId") FROM "__EFMigrationsHistory" """) as string
                == SqliteCenterContext.LastMigration;
    }

    public override bool Holds(string table)
    {
        if (!System.IO.File.Exists(File))
            return false;
        using var connection = Open(5000);
        return Ask(connection, $"SELECT 1 FROM sqlite_master WHERE name = '{table}'") is not null
            && Ask(connection, $"""SELECT 1 FROM "{table}" LIMIT 1""") is not null;
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public override IEnumerable<DatabaseFact> Examine()
    {
        using var connection = Open(5000);
        foreach (var fact in SqliteExamination.Of(connection))
            yield return fact;
    }

    public override CenterContext CreateContext() => SqliteCenterContext.Over(Open(5000), owned: true);

    public override IWriteStore OpenWriteStore()
    {
        var connection = Open(0);
        if (HasMaintenance)
            Execute(connection, $"PRAGMA wal_autocheckpoint={PagesBeforeTendedWriterCopies}");
        return new SqliteWriteStore(connection, () => Interlocked.Exchange(ref newLogWanted, 0) == 1);
    }

    public override DbConnection OpenForWork() => Open(5000);

    // Taking the write lock first: a transaction that read before it could not be waited for.
    public override string BeginWork => "BEGIN IMMEDIATE";

    public override string BeginSnapshot => "BEGIN";

    public override bool PreparesByItself => false;

    protected override DbConnection OpenForReading(bool mapped)
    {
        var connection = Open(5000);
        Execute(
            connection,
            $"PRAGMA query_only=ON; PRAGMA cache_size=-4096; PRAGMA mmap_size={(mapped ? 1L << 30 : 0)};"
        );
        return connection;
    }

    internal override IPersonReader PeopleOver(DbConnection connection) =>
        new SqlitePeople(((SqliteConnection)connection).Handle!);

    // secure_delete and temp_store from the first page on: turned on late, deleted people stay readable in the file.
    // recursive_triggers: without it REPLACE deletes rows that the append-only triggers never see.
    private SqliteConnection Open(int busyMilliseconds)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        _ = raw.sqlite3_busy_timeout(connection.Handle, busyMilliseconds);
        Execute(
            connection,
            $"""
            PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768;
            PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA wal_autocheckpoint={PagesBeforeWriterCopies};
            """
        );
        SetWriteAhead(connection);
        return connection;
    }

    private static void SetWriteAhead(SqliteConnection connection)
    {
        if ((string?)Ask(connection, "PRAGMA journal_mode") != "wal")
            Ask(connection, "PRAGMA journal_mode=WAL");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override void Maintain()
    {
        lock (tending)
        {
            tender ??= Open(0);
            using var command = tender.CreateCommand();
            command.CommandText = SqliteWriteStore.Checkpoint;
            using var row = command.ExecuteReader();
            // While others write, the log is never empty for the moment it takes to begin it anew: that moment is the
            // writer's own, between two commits.
            if (row.Read() && row.GetInt64(1) > PagesBeforeNewLog)
                Volatile.Write(ref newLogWanted, 1);
        }
    }

    public override bool TryScrub(DateTimeOffset deletedUntil)
    {
        lock (tending)
        {
            using var connection = Open(5000);
            try
            {
                if (vacuumedFor < deletedUntil)
                {
                    // In memory only what fits there with ease; the rest in a file of its own that has no name.
                    if (new FileInfo(File).Length > MostInMemory)
                        Execute(connection, "PRAGMA temp_store=FILE");
                    Execute(connection, "VACUUM");
                    vacuumedFor = deletedUntil;
                }
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                using var row = command.ExecuteReader();
                return row.Read() && row.GetInt64(0) == 0;
            }
            catch (SqliteException reason) when (TransientErrors.MayPass(reason))
            {
                return false;
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        lock (tending)
            tender?.Dispose();
    }
}
