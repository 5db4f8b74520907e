using System.Collections.Concurrent;
using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>
/// The database of the installation. Only its subclasses know which kind it is; all other code uses contexts, sessions
/// and the write store.
/// </summary>
internal abstract class Database : IDisposable
{
    // There are more read sessions than cores, because a thread that is suspended during a read keeps its session. A
    // session with the file mapped into memory counts that memory again, so only the first few are mapped. These are
    // taken first; the others read the file normally.
    private static readonly int MaxMapped = Environment.ProcessorCount;
    private readonly ConcurrentStack<ReadSession> mapped = [];
    private readonly ConcurrentStack<ReadSession> unmapped = [];
    private int opened;
    private int inUse;
    private int waitingReads;

    /// <summary>Whether the database serves each of its uses.</summary>
    public DatabaseState State { get; } = new();

    /// <summary>Sessions for reading.</summary>
    public (int InUse, int Idle) ReadSessions => (Volatile.Read(ref inUse), mapped.Count + unmapped.Count);

    /// <summary>Requests that wait for their turn to read.</summary>
    public int WaitingReads => Volatile.Read(ref waitingReads);

    /// <summary>Called with how long a request waited for its turn to read, if it had to.</summary>
    public Action<TimeSpan>? WaitedToRead { get; set; }

    /// <summary>The database's own time; null where it has none but this machine's.</summary>
    public virtual ValueTask<DateTimeOffset?> ClockAsync() => ValueTask.FromResult<DateTimeOffset?>(null);

    /// <summary>
    /// How long a request waits for the database before it is told to come again. A file has no other node to which the
    /// request could go, and what holds it passes.
    /// </summary>
    public virtual TimeSpan AnswerWithin => TimeSpan.FromSeconds(9);

    /// <summary>
    /// The physical copy of the database: another one after a restore, a point-in-time recovery or the promotion of a
    /// standby. A file does not tell its copies apart; the marks of its one journal do.
    /// </summary>
    public virtual string Incarnation() => "file";

    /// <summary>Whether nodes on several machines write to it, each with a journal of its own.</summary>
    public virtual bool IsShared => false;

    /// <summary>The statement that holds off others who note a journal, until the transaction ends; null for a file.</summary>
    public virtual string? JournalsLock => null;

    /// <summary>
    /// The journal that this process writes. Writers hold a lock of its number, so that other nodes see whether it is in
    /// use.
    /// </summary>
    public Guid? Journal { get; set; }

    /// <summary>The numbers of the journals that a process has in use, see <see cref="NumberOf"/>.</summary>
    public virtual IReadOnlySet<int> JournalsInUse() => new HashSet<int>();

    /// <summary>The number of a journal's lock.</summary>
    public static int NumberOf(Guid journal) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(journal.ToByteArray(bigEndian: true));

    /// <summary>
    /// From now on asks, on the first connection to a database server that started anew or to another database, whether
    /// what is there may be answered from; null if that cannot be told at this moment. Asks once at once. Commands do not
    /// call it: they look at their start.
    /// </summary>
    /// <exception cref="DbException">It may not be answered from.</exception>
    public virtual void Watch(Func<bool?> recognize) { }

    /// <summary>Creates or upgrades the schema, and keeps its floor: <see cref="SchemaVersion"/>.</summary>
    public abstract Task MigrateAsync(CancellationToken cancel);

    /// <summary>
    /// Compares the schema with this program. Only reads, and makes no file; can be asked before the database exists.
    /// </summary>
    public abstract SchemaState Schema();

    /// <summary>How many other processes write to the database, where the database knows.</summary>
    public virtual long CountWriters() => 0;

    /// <summary>Whether the database has already been in use; can be asked before it exists.</summary>
    public bool HoldsPeople() => Holds("Subscribers");

    /// <summary>Whether that table exists and has a row; false if the database does not exist yet.</summary>
    public abstract bool Holds(string table);

    /// <summary>
    /// Checks the requirements on this kind of database, one fact per line; the doctor command shows them.
    /// </summary>
    public virtual IEnumerable<DatabaseFact> Examine() => [];

    public abstract CenterContext CreateContext();

    /// <summary>
    /// The same without blocking the thread while a connection is waited for. Like all that ends on Async here, it is
    /// done at once on SQLite, which has no asynchronous reads.
    /// </summary>
    public virtual ValueTask<CenterContext> CreateContextAsync() => ValueTask.FromResult(CreateContext());

    public abstract IWriteStore OpenWriteStore();

    /// <summary>
    /// Opens a connection for short transactions on tables outside the change writer: outbox leases, mailed links.
    /// </summary>
    public abstract DbConnection OpenForWork();

    /// <summary>The same without blocking the thread, for requests.</summary>
    public virtual ValueTask<DbConnection> OpenForWorkAsync() => ValueTask.FromResult(OpenForWork());

    /// <summary>The statement that opens a transaction on such a connection.</summary>
    public abstract string BeginWork { get; }

    /// <summary>The statement that opens a transaction which sees the database as of its first statement.</summary>
    public abstract string BeginSnapshot { get; }

    /// <summary>Whether the driver prepares statements automatically.</summary>
    public abstract bool PreparesByItself { get; }

    /// <summary>Whether this process calls <see cref="Maintain"/>; set before a writer opens its store.</summary>
    public bool HasMaintenance { get; set; }

    /// <summary>Keeps the files in shape while the program serves; called about once a second.</summary>
    public abstract void Maintain();

    /// <summary>
    /// Removes deleted content from the files, where it stays readable for long: in freed pages and in the write-ahead
    /// log. Writers wait while it copies. False while a reader still uses the old content or blocks the operation: try
    /// again.
    /// </summary>
    public abstract bool TryScrub(DateTimeOffset deletedUntil);

    /// <summary>
    /// Writes what is kept of an erasure anew among the rows of others, where the database stores rows in the order in
    /// which they came; false while others prevent it. A file stores these tables in the order of their keys.
    /// </summary>
    public virtual bool TryMix() => true;

    /// <summary>
    /// Writes a consistent copy of the whole database into a new file, while writers continue. The copy is always an
    /// ordinary SQLite database, whichever kind this one is.
    /// </summary>
    public virtual void CopyTo(string file) =>
        throw new NotSupportedException("This kind of database cannot be backed up yet.");

    /// <summary>A fault of the file itself, checked before anything is read from it; null where it is intact.</summary>
    public virtual string? FileFault() => null;

    /// <summary>The directory of its file; null where a server has it.</summary>
    public virtual string? Directory => null;

    /// <summary>
    /// Replaces this database by such a file in one step: if it is interrupted, either the old or the new one is
    /// complete.
    /// </summary>
    /// <returns>The path of the previous database; null where there was none.</returns>
    public virtual string? ReplaceBy(string file, DateTimeOffset now) =>
        throw new NotSupportedException("This kind of database cannot be restored yet.");

    /// <summary>Statements about a set of rows.</summary>
    public abstract SetStatements Sets { get; }

    /// <summary>
    /// Whether the current thread looks at a database that is not recognized yet: it shares its connections with nobody.
    /// </summary>
    protected virtual bool Apart => false;

    /// <param name="mapped">Whether the connection may map the file into memory.</param>
    protected abstract DbConnection OpenForReading(bool mapped);

    /// <summary>The same without blocking the thread, for requests.</summary>
    protected virtual ValueTask<DbConnection> OpenForReadingAsync(bool mapped) =>
        ValueTask.FromResult(OpenForReading(mapped));

    /// <summary>
    /// Limits how many requests read at the same moment, where a read does not hold a thread that limits them already.
    /// </summary>
    protected virtual SemaphoreSlim? Requests => null;
    internal abstract ISubscriberReader PeopleOver(DbConnection connection);

    /// <summary>A read-only connection with its prepared statements, reused by later readers.</summary>
    public ReadSession Read()
    {
        if (Apart)
            return new ReadSession(this, OpenForReading(mapped: false)) { Once = true };
        if (mapped.TryPop(out var session) || unmapped.TryPop(out session))
            return Taken(session);
        var isMapped = Interlocked.Increment(ref opened) <= MaxMapped;
        return Taken(new ReadSession(this, OpenForReading(isMapped)) { Mapped = isMapped });
    }

    /// <summary>A session for reading everything from end to end: the pages read need not stay in memory.</summary>
    public ReadSession ReadThrough() =>
        Apart
            ? Read()
            : Taken(unmapped.TryPop(out var session) ? session : new ReadSession(this, OpenForReading(mapped: false)));

    /// <summary>
    /// Runs a short read, and repeats it once on a fresh connection if the server has closed this one, as after a
    /// restart.
    /// </summary>
    public T Ask<TAbout, T>(TAbout about, Func<ReadSession, TAbout, T> read)
    {
        using (var session = Read())
            try
            {
                return read(session, about);
            }
            catch (DbException) when (!session.Usable) { }
        using var fresh = Read();
        return read(fresh, about);
    }

    /// <summary>The same for requests: their thread serves others while the database reads.</summary>
    /// <exception cref="TimeoutException">The database did not answer in time.</exception>
    public ValueTask<T> AskAsync<TAbout, T>(TAbout about, Func<ReadSession, TAbout, ValueTask<T>> read)
    {
        var asked = AskAtLeisureAsync(about, read);
        return asked.IsCompletedSuccessfully ? asked : InTimeAsync(asked.AsTask());
    }

    private async ValueTask<T> InTimeAsync<T>(Task<T> asked)
    {
        try
        {
            return await asked.WaitAsync(AnswerWithin);
        }
        catch (Exception reason) when (State.Failed(DatabaseUse.Pages, reason))
        {
            throw;
        }
    }

    // A connection that is stuck is given up by the driver, much later.
    private async ValueTask<T> AskAtLeisureAsync<TAbout, T>(TAbout about, Func<ReadSession, TAbout, ValueTask<T>> read)
    {
        var limit = Requests;
        if (limit?.Wait(0) == false)
            await WaitAsync(limit);
        try
        {
            using (var session = await ReadAsync())
                try
                {
                    var found = await read(session, about);
                    State.Works(DatabaseUse.Pages);
                    return found;
                }
                catch (DbException) when (!session.Usable) { }
            using var fresh = await ReadAsync();
            return await read(fresh, about);
        }
        finally
        {
            limit?.Release();
        }
    }

    private async Task WaitAsync(SemaphoreSlim limit)
    {
        var start = TimeProvider.System.GetTimestamp();
        Interlocked.Increment(ref waitingReads);
        try
        {
            await limit.WaitAsync();
        }
        finally
        {
            Interlocked.Decrement(ref waitingReads);
        }
        WaitedToRead?.Invoke(TimeProvider.System.GetElapsedTime(start));
    }

    private async ValueTask<ReadSession> ReadAsync()
    {
        if (mapped.TryPop(out var session) || unmapped.TryPop(out session))
            return Taken(session);
        var isMapped = Interlocked.Increment(ref opened) <= MaxMapped;
        return Taken(new ReadSession(this, await OpenForReadingAsync(isMapped)) { Mapped = isMapped });
    }

    private ReadSession Taken(ReadSession session)
    {
        Interlocked.Increment(ref inUse);
        return session;
    }

    internal void Return(ReadSession session)
    {
        if (session.Once)
        {
            session.Close();
            return;
        }
        Interlocked.Decrement(ref inUse);
        if (session.Usable && KeepsSessions)
        {
            (session.Mapped ? mapped : unmapped).Push(session);
            return;
        }
        // If the server closed one connection, it has most likely closed them all.
        session.Close();
        CloseIdle();
    }

    /// <summary>Whether a session that is returned is kept for the next reader.</summary>
    protected virtual bool KeepsSessions => true;

    protected void CloseIdle()
    {
        while (mapped.TryPop(out var session) || unmapped.TryPop(out session))
            session.Close();
    }

    public virtual void Dispose()
    {
        CloseIdle();
        GC.SuppressFinalize(this);
    }
}

/// <summary>
/// Finds a subscriber with all choices. Every page and every change begins with it, so each database does it as fast
/// as it can.
/// </summary>
internal interface ISubscriberReader : IDisposable
{
    SubscriberSnapshot? Find(PersonKey key);

    /// <summary>The same without blocking the thread, for requests.</summary>
    ValueTask<SubscriberSnapshot?> FindAsync(PersonKey key);
}

/// <summary>A read-only connection and the statements prepared on it. Disposing returns it to the pool.</summary>
internal sealed class ReadSession(Database database, DbConnection connection) : IDisposable
{
    private readonly Statements statements = new(connection, database.PreparesByItself);
    private readonly ISubscriberReader people = database.PeopleOver(connection);

    public bool Mapped { get; init; }

    /// <summary>Whether its connection is closed with it, and used by no other reader.</summary>
    public bool Once { get; init; }
    public bool Usable => statements.Usable;

    public DbCommand this[string sql, params ReadOnlySpan<(string Name, object? Value)> values] =>
        statements[sql, values];

    public DbCommand this[string sql, object? value] => statements[sql, value];

    public SubscriberSnapshot? Find(PersonKey key) => people.Find(key);

    public ValueTask<SubscriberSnapshot?> FindAsync(PersonKey key) => people.FindAsync(key);

    /// <summary>Statements about a set of rows, on this kind of database.</summary>
    public SetStatements Sets => database.Sets;

    /// <summary>Begins a snapshot: until disposed, all statements see the database as of the first of them.</summary>
    public IDisposable Snapshot()
    {
        statements.Run(database.BeginSnapshot);
        return new Transaction(statements);
    }

    /// <summary>The same without blocking the thread, for requests.</summary>
    public async ValueTask<IAsyncDisposable> SnapshotAsync()
    {
        await statements[database.BeginSnapshot].ExecuteNonQueryAsync();
        return new Transaction(statements);
    }

    public void Dispose() => database.Return(this);

    // On a broken connection there is no transaction to end, and an error here would hide the cause.
    private sealed class Transaction(Statements statements) : IDisposable, IAsyncDisposable
    {
        public void Dispose()
        {
            if (statements.Usable)
                statements.Run("COMMIT");
        }

        public async ValueTask DisposeAsync()
        {
            if (statements.Usable)
                await statements["COMMIT"].ExecuteNonQueryAsync();
        }
    }

    internal void Close()
    {
        people.Dispose();
        statements.Dispose();
    }
}
