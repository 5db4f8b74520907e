using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>
/// A PostgreSQL server shared by several nodes. Each process takes a log slot of its own; a change locks the row of
/// its subscriber.
/// </summary>
internal sealed partial class PostgresDatabase : Database
{
    // The locks of a node that stops during a transaction, or loses the network, are released within this time.
    private const string Transactions =
        "-c synchronous_commit=on -c idle_in_transaction_session_timeout=10s -c lock_timeout=5s -c jit=off"
        + " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

    // Every write finds its rows by key. A plan made while the tables were empty would scan them from end to end for as
    // long as it is kept, and an import fills them.
    // The last option of a name counts: what a node that hangs has locked is free by the time nginx asks the next node.
    private const string Writing =
        Transactions
        + " -c idle_in_transaction_session_timeout=3s"
        + " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off";

    // Planned anew each time, for the size that a table has by then.
    private const string Working = Transactions + " -c plan_cache_mode=force_custom_plan";
    private const string Reading =
        "-c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on -c plan_cache_mode=force_generic_plan";

    // Another node may have the connection that this one lacks.
    public override TimeSpan AnswerWithin => TimeSpan.FromSeconds(2.3);

    // Whoever waits for a new connection holds up others: the writer all changes.
    private static readonly TimeSpan GiveWayFor = TimeSpan.FromMilliseconds(50);
    private const int ConnectSeconds = 2,
        WorkConnectSeconds = 5;

    // A statement of the writer that takes longer is lost with its connection; the driver's own limit is 30 seconds.
    private const int WriteSeconds = 10;

    // While the writer has no connection nobody else opens one: all changes wait for it.
    private volatile bool writerWaits;
    private int capped;
    private readonly SemaphoreSlim requests = new(ConnectionLimits.MaxReadingRequests);
    private readonly NpgsqlDataSource writing;
    private readonly NpgsqlDataSource working;
    private readonly NpgsqlDataSource reading;

    public PostgresDatabase(string connectionString)
    {
        // Connections of the writer and of read sessions are kept open and counted by this program.
        (writing, working, reading) = (
            Source(connectionString, Writing, pooled: false, ConnectSeconds, WriteSeconds),
            Source(connectionString, Working, pooled: true, WorkConnectSeconds),
            Source(connectionString, Reading, pooled: false, ConnectSeconds)
        );
    }

    private NpgsqlDataSource Source(
        string connectionString,
        string options,
        bool pooled,
        int connectSeconds,
        int commandSeconds = int.MaxValue
    )
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            // Details of an error contain values of rows: addresses.
            IncludeErrorDetail = false,
            LogParameters = false,
            ApplicationName = "preference-center",
            MaxPoolSize = ConnectionLimits.MaxWorking,
        };
        settings.Pooling &= pooled;
        settings.Timeout = Shorter(settings.Timeout, connectSeconds);
        settings.CommandTimeout = Shorter(settings.CommandTimeout, commandSeconds);
        settings.Options = $"{settings.Options} {options}".Trim();
        // The schema has built-in types alone. Asking the server for its types takes 30 ms for each source.
        return new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .ConfigureTypeLoading(types => types.EnableTypeLoading(false))
            .UsePhysicalConnectionInitializer(Recognized, RecognizedAsync)
            .Build();
    }

    // Zero is without end.
    private static int Shorter(int seconds, int atMost) => seconds == 0 ? atMost : Math.Min(seconds, atMost);

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        if (Schema().Standing is SchemaStanding.Current or SchemaStanding.Ahead)
            return;
        // If two nodes start together, one migrates; the other waits and finds the schema current.
        await using var connection = await writing.OpenConnectionAsync(cancel);
        await AskAsync(connection, "SELECT set_config('lock_timeout', '0', false)", cancel);
        await using (
            var wait = new NpgsqlCommand("SELECT pg_advisory_lock(@class, -1)", connection)
            {
                Parameters = { new("class", AdvisoryLock.Class) },
                CommandTimeout = 0,
            }
        )
            await wait.ExecuteNonQueryAsync(cancel);
        await using var context = PostgresCenterContext.Over(connection);
        context.Database.SetCommandTimeout(TimeSpan.Zero);
        await context.Database.UpgradeAsync(PostgresCenterContext.Version, cancel);
    }

    public override SchemaState Schema()
    {
        using var connection = OpenWorking();
        return Compare(PostgresExamination.History(connection));
    }

    // Without EF Core, so most starts never load it.
    internal static SchemaState Compare(IReadOnlyCollection<AppliedMigration> history) =>
        SchemaState.Of(history, PostgresCenterContext.Version, PostgresCenterContext.Known);

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }

    public override bool Holds(string table)
    {
        using var connection = OpenWorking();
        using var exists = new NpgsqlCommand($"""SELECT to_regclass('"{table}"') IS NOT NULL""", connection);
        if (exists.ExecuteScalar() is not true)
            return false;
        using var anyRow = new NpgsqlCommand($"""SELECT 1 FROM "{table}" LIMIT 1""", connection);
        return anyRow.ExecuteScalar() is not null;
    }

    public override IEnumerable<DatabaseFact> Examine()
    {
        using var connection = OpenWorking();
        return [.. PostgresExamination.Of(connection)];
    }

    public override ValueTask<DateTimeOffset?> ClockAsync() =>
        AskAsync<object?, DateTimeOffset?>(
            null,
            static async (session, _) =>
                await session["SELECT clock_timestamp()"].ExecuteScalarAsync() is DateTime at
                    ? new DateTimeOffset(at)
                    : null
        );

    public override CenterContext CreateContext() => PostgresCenterContext.Owning(OpenWorking());

    public override async ValueTask<CenterContext> CreateContextAsync() =>
        PostgresCenterContext.Owning(await OpenWorkingAsync());

    public override IWriteStore OpenWriteStore()
    {
        var store = new PostgresWriteStore(writing, () => Journal is { } id ? NumberOf(id) : null, WriterWaits);
        CapReaders(store.ConnectionLimit());
        return store;
    }

    private void CapReaders(int limit)
    {
        if (Interlocked.Exchange(ref capped, 1) == 1)
            return;
        for (
            var withheld = ConnectionLimits.MaxReadingRequests - ConnectionLimits.ReadersWithin(limit);
            withheld > 0;
            withheld--
        )
            requests.Wait();
    }

    // Whoever is idle gives way, and whoever returns a connection too.
    private void WriterWaits(bool waits)
    {
        writerWaits = waits;
        if (!waits)
            return;
        CloseIdle();
        working.Clear();
    }

    protected override bool KeepsSessions => !writerWaits;

    private async Task GiveWayAsync()
    {
        for (var start = TimeProvider.System.GetTimestamp(); writerWaits; await Task.Delay(GiveWayFor))
            if (TimeProvider.System.GetElapsedTime(start) > AnswerWithin)
                throw new NpgsqlException("The writer waits for a connection; nobody else gets one before.");
    }

    public override DbConnection OpenForWork() => OpenWorking();

    public override async ValueTask<DbConnection> OpenForWorkAsync() => await OpenWorkingAsync();

    private async ValueTask<NpgsqlConnection> OpenWorkingAsync()
    {
        if (Apart)
            return await writing.OpenConnectionAsync();
        await GiveWayAsync();
        var connection = await working.OpenConnectionAsync();
        try
        {
            await using var ask = new NpgsqlCommand("SELECT 1", connection);
            await ask.ExecuteScalarAsync();
            return connection;
        }
        catch (NpgsqlException)
        {
            await connection.DisposeAsync();
            working.Clear();
            return await working.OpenConnectionAsync();
        }
    }

    // A connection from the pool may have ended with a restart of the server. Asked before anybody uses it: the others
    // of the pool have ended with it.
    private NpgsqlConnection OpenWorking()
    {
        if (Apart)
            return writing.OpenConnection();
        var connection = working.OpenConnection();
        try
        {
            using var ask = new NpgsqlCommand("SELECT 1", connection);
            ask.ExecuteScalar();
            return connection;
        }
        catch (NpgsqlException)
        {
            connection.Dispose();
            working.Clear();
            return working.OpenConnection();
        }
    }

    public override string BeginWork => "BEGIN";

    public override string BeginSnapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    // The driver prepares repeated statements, by the types of their values.
    public override bool PreparesByItself => true;

    public override SetStatements Sets => PostgresSets.Statements;

    protected override DbConnection OpenForReading(bool mapped) => reading.OpenConnection();

    protected override async ValueTask<DbConnection> OpenForReadingAsync(bool mapped)
    {
        await GiveWayAsync();
        return await reading.OpenConnectionAsync();
    }

    protected override SemaphoreSlim? Requests => requests;

    internal override ISubscriberReader PeopleOver(DbConnection connection) =>
        new PostgresSubscriberReader((NpgsqlConnection)connection);

    // Plain VACUUM leaves freed content readable in the page; CLUSTER, as VACUUM FULL, rewrites the table and its
    // indexes. Rows that an older transaction can still see would be copied too. A node need not own the tables.
    public override bool TryScrub(DateTimeOffset deletedUntil)
    {
        try
        {
            using var connection = OpenWorking();
            using (var older = new NpgsqlCommand(OlderTransactionsSql, connection))
                if (older.ExecuteScalar() is true)
                    return false;
            Run(connection, Scrubbed.Select(table => $"SELECT rewrite_table('{table}')"));
            return true;
        }
        catch (System.Data.Common.DbException reason) when (TransientErrors.MayPass(reason))
        {
            return false;
        }
    }

    /// <summary>
    /// Rows of a table stand in the order in which they came, under the number of their transaction, which the events of
    /// an erasure have too. Written anew they are all of one transaction, in the order of their hashes and random ids.
    /// </summary>
    public override bool TryMix()
    {
        try
        {
            using var connection = OpenWorking();
            foreach (var (table, column) in Mixed)
                Run(
                    connection,
                    [$"""UPDATE "{table}" SET "{column}" = "{column}" """, $"SELECT rewrite_table('{table}')"]
                );
            return true;
        }
        catch (System.Data.Common.DbException reason) when (TransientErrors.MayPass(reason))
        {
            return false;
        }
    }

    private static void Run(NpgsqlConnection connection, IEnumerable<string> statements)
    {
        foreach (var sql in statements)
        {
            using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            command.ExecuteNonQuery();
        }
    }

    // A column is written as it is: no value changes, only where the rows stand.
    private static readonly (string Table, string Column)[] Mixed =
    [
        ("Suppressions", "Reason"),
        ("RecipientNotices", "Kind"),
        ("Requests", "Kind"),
        ("RequestEntries", "Step"),
        ("OnceKeys", "Result"),
        ("ErasedIds", "KeyedHash"),
    ];

    private static readonly string[] Scrubbed =
    [
        "Subscribers",
        "Choices",
        "Evidence",
        "Outbox",
        "MailedLinks",
        "OptIns",
        "DataSessions",
        "AddressChanges",
        "Requests",
        "RequestEntries",
        "RequestFiles",
        "RecipientNotices",
        "Erasures",
    ];

    /// <summary>
    /// Whether older transactions of this database still hold a snapshot, also those of other programs, and
    /// transactions that were prepared and left. Those of other roles hide their beginning from a role without
    /// pg_read_all_stats, and count as old.
    /// </summary>
    internal const string OlderTransactionsSql = """
        SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database() AND backend_xmin IS NOT NULL AND coalesce(xact_start < now() - interval '1 second', true))
            OR EXISTS (SELECT 1 FROM pg_prepared_xacts WHERE database = current_database())
        """;

    public override void Maintain()
    {
        // The server maintains its own files.
    }

    public override void Dispose()
    {
        base.Dispose();
        requests.Dispose();
        writing.Dispose();
        working.Dispose();
        reading.Dispose();
    }
}
