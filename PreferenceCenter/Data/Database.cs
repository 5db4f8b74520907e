using System.Collections.Concurrent;
using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>The one place that knows which database this is. Everything else sees contexts, sessions and the write store.</summary>
internal abstract class Database : IDisposable
{
    private readonly ConcurrentBag<ReadSession> idle = [];

    /// <summary>Creates or upgrades the schema.</summary>
    public abstract Task MigrateAsync(CancellationToken cancel);
    /// <summary>Whether this is the database of a centre that has been at work; asked before there need be one.</summary>
    public abstract bool HoldsPeople();
    public abstract CenterContext CreateContext();
    public abstract IWriteStore OpenWriteStore();
    /// <summary>Short transactions of tables that no change of a person goes through: outbox leases, mailed links.</summary>
    public abstract DbConnection OpenForWork();
    /// <summary>Opens a transaction on such a connection.</summary>
    public abstract string BeginWork { get; }
    /// <summary>Keeps the files in shape while the program serves; called about once a second.</summary>
    public abstract void Tend();
    protected abstract DbConnection OpenForReading();

    /// <summary>A connection with its prepared statements, kept for the next reader.</summary>
    public ReadSession Read() => idle.TryTake(out var session) ? session : new ReadSession(this, OpenForReading());

    internal void Return(ReadSession session) => idle.Add(session);

    public virtual void Dispose()
    {
        while (idle.TryTake(out var session)) session.Close();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A read-only connection and the statements prepared on it. Disposing gives it back.</summary>
internal sealed class ReadSession(Database database, DbConnection connection) : IDisposable
{
    private readonly Statements statements = new(connection);

    public DbCommand this[string sql, params ReadOnlySpan<object?> values] => statements[sql, values];
    public Dossier? Find(PersonKey key) => statements.Find(key);

    /// <summary>Until disposed, all statements see the database as it stood at the first of them.</summary>
    public IDisposable Snapshot()
    {
        statements.Run("BEGIN");
        return new Transaction(statements);
    }

    public void Dispose() => database.Return(this);

    private sealed class Transaction(Statements statements) : IDisposable
    {
        public void Dispose() => statements.Run("COMMIT");
    }

    internal void Close() => statements.Dispose();
}
