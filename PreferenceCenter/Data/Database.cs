using System.Collections.Concurrent;
using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>
/// The one place that knows which database this is. Everything else sees contexts, sessions and the write store.
/// </summary>
internal abstract class Database : IDisposable
{
    // A thread that is put aside amid a read keeps its session, so there are more of them than cores; but each with the
    // file in its memory counts that again. So the first few have it, are taken first, and the others read as files are
    // read.
    private static readonly int MostMapped = Environment.ProcessorCount;
    private readonly ConcurrentStack<ReadSession> mapped = [];
    private readonly ConcurrentStack<ReadSession> others = [];
    private int opened;

    /// <summary>Creates or upgrades the schema.</summary>
    public abstract Task MigrateAsync(CancellationToken cancel);

    /// <summary>
    /// Whether this is the database of a centre that has been at work; asked before there need be one.
    /// </summary>
    public bool HoldsPeople() => Holds("Subscribers");

    /// <summary>Whether that table is there, and has a row. Also of a database that is not there yet.</summary>
    public abstract bool Holds(string table);

    /// <summary>What this kind of database must be like: the doctor shows it, a line a fact.</summary>
    public virtual IEnumerable<DatabaseFact> Examine() => [];

    public abstract CenterContext CreateContext();
    public abstract IWriteStore OpenWriteStore();

    /// <summary>
    /// Short transactions of tables that no change of a person goes through: outbox leases, mailed links.
    /// </summary>
    public abstract DbConnection OpenForWork();

    /// <summary>Opens a transaction on such a connection.</summary>
    public abstract string BeginWork { get; }

    /// <summary>Opens a transaction that sees the database as it stands at its first statement.</summary>
    public abstract string BeginSnapshot { get; }

    /// <summary>Whether the driver prepares statements without being told.</summary>
    public abstract bool PreparesByItself { get; }

    /// <summary>
    /// Whether somebody in this process calls <see cref="Maintain"/>; known before a writer opens its store.
    /// </summary>
    public bool HasMaintenance { get; set; }

    /// <summary>Keeps the files in shape while the program serves; called about once a second.</summary>
    public abstract void Maintain();

    /// <summary>
    /// Takes out of the files what was deleted before: in pages given back and in the write-ahead log it lies readable
    /// for long. Holds up whoever writes while it copies. False while somebody still reads what stood there, or keeps
    /// us from it: to be tried again.
    /// </summary>
    public abstract bool TryScrub(DateTimeOffset deletedUntil);

    /// <summary>
    /// Writes one consistent moment of all there is into a new file, while others go on writing: an ordinary database
    /// of the embedded kind, whichever kind this one is.
    /// </summary>
    public virtual void CopyTo(string file) =>
        throw new NotSupportedException("This kind of database cannot be backed up yet.");

    /// <summary>What is wrong with the file as such, before anything is read from it; null where it is whole.</summary>
    public virtual string? FileFault() => null;

    /// <summary>
    /// Puts such a file in this database's place, in one step: whenever it is stopped, the one or the other stands
    /// there, whole.
    /// </summary>
    /// <returns>Where the present database is now; null where there was none.</returns>
    public virtual string? ReplaceBy(string file, DateTimeOffset now) =>
        throw new NotSupportedException("This kind of database cannot be restored yet.");

    /// <param name="mapped">Whether it may hold the file in memory.</param>
    protected abstract DbConnection OpenForReading(bool mapped);
    internal abstract IPersonReader PeopleOver(DbConnection connection);

    /// <summary>A connection with its prepared statements, kept for the next reader.</summary>
    public ReadSession Read()
    {
        if (mapped.TryPop(out var session) || others.TryPop(out session))
            return session;
        var isMapped = Interlocked.Increment(ref opened) <= MostMapped;
        return new ReadSession(this, OpenForReading(isMapped)) { Mapped = isMapped };
    }

    /// <summary>For reading everything from end to end: what has been read need not stay in memory.</summary>
    public ReadSession ReadThrough() =>
        others.TryPop(out var session) ? session : new ReadSession(this, OpenForReading(mapped: false));

    /// <summary>
    /// A short read, asked once more on a fresh connection where the server ended this one: it was restarted while
    /// nobody read.
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

    internal void Return(ReadSession session)
    {
        if (session.Usable)
        {
            (session.Mapped ? mapped : others).Push(session);
            return;
        }
        // A server that ended one connection has most likely ended them all.
        session.Close();
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (mapped.TryPop(out var session) || others.TryPop(out session))
            session.Close();
    }

    public virtual void Dispose()
    {
        CloseIdle();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What every page and every change begins with, as fast as a database has it.</summary>
internal interface IPersonReader : IDisposable
{
    SubscriberSnapshot? Find(PersonKey key);
}

/// <summary>A read-only connection and the statements prepared on it. Disposing gives it back.</summary>
internal sealed class ReadSession(Database database, DbConnection connection) : IDisposable
{
    private readonly Statements statements = new(connection, database.PreparesByItself);
    private readonly IPersonReader people = database.PeopleOver(connection);

    public bool Mapped { get; init; }
    public bool Usable => statements.Usable;

    public DbCommand this[string sql, params ReadOnlySpan<object?> values] => statements[sql, values];

    public SubscriberSnapshot? Find(PersonKey key) => people.Find(key);

    /// <summary>Until disposed, all statements see the database as it stood at the first of them.</summary>
    public IDisposable Snapshot()
    {
        statements.Run(database.BeginSnapshot);
        return new Transaction(statements);
    }

    public void Dispose() => database.Return(this);

    private sealed class Transaction(Statements statements) : IDisposable
    {
        public void Dispose()
        {
            // On a connection that broke meanwhile there is nothing to end, and saying so would hide why it broke.
            if (statements.Usable)
                statements.Run("COMMIT");
        }
    }

    internal void Close()
    {
        people.Dispose();
        statements.Dispose();
    }
}
