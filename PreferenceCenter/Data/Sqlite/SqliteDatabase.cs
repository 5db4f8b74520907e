using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// An SQLite file with a write-ahead log (WAL), synced at each commit, with deleted content overwritten.
/// </summary>
internal sealed partial class SqliteDatabase(string given) : Database
{
    /// <summary>
    /// Size of the log, in pages, at which it is started again from the beginning. The writer then copies only what
    /// was added since the last background checkpoint.
    /// </summary>
    private const int PagesBeforeNewLog = 64_000;

    /// <summary>
    /// Size of the log, in pages, at which the writer copies them itself; for processes without background
    /// maintenance, such as commands.
    /// </summary>
    private const int PagesBeforeWriterCopies = 20_000;
    private const int PagesBeforeMaintainedWriterCopies = 100_000;

    // No pooling: a pooled connection would keep the file and its settings in use after it is closed.
    private readonly string connectionString = new SqliteConnectionStringBuilder(given) { Pooling = false }.ToString();
    private readonly Lock maintenanceGate = new();
    private SqliteConnection? maintenanceConnection;
    private int newLogWanted;
    private const long MaxBytesInMemory = 256L << 20;
    private DateTimeOffset vacuumedFor = DateTimeOffset.MinValue;

    // Before the first connection of the process: SQLite takes no locks inside a connection. Each is used by one thread
    // at a time, which EF Core checks for contexts, and pooled sessions, gates and locks see to for the others. Commands
    // are disposed of by whoever made them: a finalizer would touch the connection from a thread of its own.
    // If another library opened a connection earlier, SQLite refuses and keeps its locks, which is only slower.
    static SqliteDatabase()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    public static string ConnectionStringFor(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();

    public static string FileOf(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString).DataSource;

    private string File => FileOf(connectionString);

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(File)) is { } directory)
            KeyFile.MakeDirectory(directory);
        // Made before SQLite makes it, so that its owner alone can ever read it; what SQLite puts beside it is alike.
        if (!System.IO.File.Exists(File))
            KeyFile.TryWriteNew(File, "", KeyFile.OwnerOnly);
        if (Schema().Standing is SchemaStanding.Current or SchemaStanding.Ahead)
            return;
        await using var context = CreateContext();
        await context.Database.UpgradeAsync(SqliteCenterContext.Version, cancel);
    }

    // A file that is opened is made, and an empty one gets a header.
    public override SchemaState Schema()
    {
        if (!System.IO.File.Exists(File) || new FileInfo(File).Length == 0)
            return Compare([]);
        using var connection = Open(5000);
        return Compare(SqliteExamination.History(connection));
    }

    // Without EF Core, so most starts never load it: this saves half a second and thirty megabytes.
    internal static SchemaState Compare(IReadOnlyCollection<AppliedMigration> history) =>
        SchemaState.Of(history, SqliteCenterContext.Version, SqliteCenterContext.Known);

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
        // Opening would make the file.
        if (Schema() is { Standing: SchemaStanding.Empty } none)
        {
            yield return none.Fact();
            yield break;
        }
        using var connection = Open(5000);
        foreach (var fact in SqliteExamination.Of(connection))
            yield return fact;
    }

    public override CenterContext CreateContext() => SqliteCenterContext.Over(Open(5000), owned: true);

    public override IWriteStore OpenWriteStore()
    {
        var connection = Open(0);
        if (HasMaintenance)
            Execute(connection, $"PRAGMA wal_autocheckpoint={PagesBeforeMaintainedWriterCopies}");
        return new SqliteWriteStore(connection, () => Interlocked.Exchange(ref newLogWanted, 0) == 1);
    }

    public override DbConnection OpenForWork() => Open(5000);

    // Takes the write lock first: a transaction that has already read cannot wait for it.
    public override string BeginWork => "BEGIN IMMEDIATE";

    public override string BeginSnapshot => "BEGIN";

    public override bool PreparesByItself => false;

    public override SetStatements Sets => SqliteSets.Statements;

    protected override DbConnection OpenForReading(bool mapped)
    {
        var connection = Open(5000);
        Execute(
            connection,
            Invariant($"PRAGMA query_only=ON; PRAGMA cache_size=-4096; PRAGMA mmap_size={(mapped ? 1L << 30 : 0)};")
        );
        return connection;
    }

    internal override ISubscriberReader PeopleOver(DbConnection connection) =>
        new SqliteSubscriberReader(((SqliteConnection)connection).Handle!);

    // secure_delete and temp_store apply from the first page on: set later, deleted subscribers stay readable in the
    // file. Without recursive_triggers, REPLACE deletes rows without firing the append-only triggers.
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
        lock (maintenanceGate)
        {
            maintenanceConnection ??= Open(0);
            using var command = maintenanceConnection.CreateCommand();
            command.CommandText = SqliteWriteStore.Checkpoint;
            using var row = command.ExecuteReader();
            // While others write, the log is never empty when it could be restarted. Only the writer can do it,
            // between two commits.
            if (row.Read() && row.GetInt64(1) > PagesBeforeNewLog)
                Volatile.Write(ref newLogWanted, 1);
        }
    }

    public override bool TryScrub(DateTimeOffset deletedUntil)
    {
        lock (maintenanceGate)
        {
            using var connection = Open(5000);
            try
            {
                if (vacuumedFor < deletedUntil)
                {
                    // In memory only if it fits easily; otherwise in a temporary file without a name.
                    if (new FileInfo(File).Length > MaxBytesInMemory)
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
        lock (maintenanceGate)
            maintenanceConnection?.Dispose();
    }
}
