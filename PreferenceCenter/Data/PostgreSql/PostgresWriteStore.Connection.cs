using System.Data;
using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

// Connection, log slot and outcome of a lost commit.
internal sealed partial class PostgresWriteStore
{
    private const int MaxSlots = 1024;

    /// <summary>
    /// How many lockTimeout for locks one group can have, one after the other: for addresses, for subscribers, for the
    /// counters, and again for subscribers.
    /// </summary>
    private const int LockWaitsPerGroup = 4;
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    internal const string TakeSlotSql = """SELECT pg_try_advisory_lock(@class::int, @slot::int)""";
    internal const string EndSql = """SELECT pg_terminate_backend(@pid::int)""";
    internal const string NodeIsAliveSql =
        """SELECT 1 FROM pg_stat_activity WHERE pid = @pid::int AND backend_start = @started""";
    internal const string StartedSql = """SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()""";
    internal const string LockTimeoutSql = """SELECT set_config('lock_timeout', @milliseconds::text, false)""";
    internal const string SealedSql =
        """SELECT "Root" FROM "Seals" WHERE "Slot" = @slot::int AND "Batch" = @batch::bigint""";

    private readonly Func<int?> journal;
    private readonly NpgsqlDataSource source;
    private readonly Action<bool>? waits;
    private NpgsqlConnection connection = null!;

    // Stored here, because a lost connection no longer gives them.
    private int pid;
    private DateTime startedAt;
    private TimeSpan? lockTimeout;

    /// <summary>The server process of a lost connection: it may still be working on a statement.</summary>
    private (int Pid, DateTime StartedAt)? abandoned;

    public int Slot { get; private set; }

    public bool HoldsAll => false;

    private bool IsLost => connection.State != ConnectionState.Open;

    public bool TryBegin(TimeSpan patience, TimeSpan? atMostForLocks = null)
    {
        if (IsLost && !TryConnect(patience))
            return false;
        SetLockTimeout(Shorter(patience / LockWaitsPerGroup, atMostForLocks ?? patience));
        return true;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private void SetLockTimeout(TimeSpan timeout)
    {
        if (lockTimeout == timeout)
            return;
        var milliseconds = Math.Max(1, (long)timeout.TotalMilliseconds)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        Run(LockTimeoutSql, new NpgsqlParameter<string>("milliseconds", milliseconds));
        lockTimeout = timeout;
    }

    private bool TryConnect(TimeSpan patience)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ; )
        {
            try
            {
                Connect();
                waits?.Invoke(false);
                return true;
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(start) <= patience)
            {
                waits?.Invoke(true);
                Thread.Sleep(RetryDelay);
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }
    }

    /// <summary>How many connections the role of this store may have.</summary>
    public int ConnectionLimit()
    {
        using var command = Command(ConnectionLimits.LimitSql);
        return int.Parse((string)command.ExecuteScalar()!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Connect()
    {
        if (connection is not null)
            abandoned ??= (pid, startedAt);
        connection?.Dispose();
        connection = source.OpenConnection();
        try
        {
            using (var started = Command(StartedSql))
                (pid, startedAt) = (connection.ProcessID, (DateTime)started.ExecuteScalar()!);
            if (abandoned is { } old)
                EndOf(old);
            abandoned = null;
            Slot = TakeSlot();
            if (!AdvisoryLock.TryShareDatabase(connection))
                throw new NpgsqlException("A restore is at work on this database.");
            if (journal() is { } number)
                AdvisoryLock.UseJournal(connection, number);
            (head, others, transaction, lockTimeout) = (null, null, null, null);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Until that process has ended, the outcome of its last transaction is unknown and its slot is not free.
    private void EndOf((int Pid, DateTime StartedAt) old)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ; )
        {
            // It may wait for a disk that hangs; then the next attempt asks again.
            if (TimeProvider.System.GetElapsedTime(start) > EndPatience)
                throw new NpgsqlException("The server has not ended the old session yet.");
            using var lives = Command(
                NodeIsAliveSql,
                new NpgsqlParameter<int>("pid", old.Pid),
                new NpgsqlParameter<DateTime>("started", old.StartedAt)
            );
            if (lives.ExecuteScalar() is null)
                return;
            Run(EndSql, new NpgsqlParameter<int>("pid", old.Pid));
            Thread.Sleep(RetryDelay);
        }
    }

    // The lowest slot that no process holds: logs stay few, and those of nodes that are gone are continued by others.
    private int TakeSlot()
    {
        for (var slot = 0; slot < MaxSlots; slot++)
        {
            using var take = Command(
                TakeSlotSql,
                new NpgsqlParameter<int>("class", AdvisoryLock.Class),
                new NpgsqlParameter<int>("slot", slot)
            );
            if (take.ExecuteScalar() is true)
                return slot;
        }
        throw new InvalidOperationException(
            $"{MaxSlots} writers are at work on this database: some must have been forgotten."
        );
    }

    public void Rollback()
    {
        (head, others) = (null, null);
        if (!IsLost)
            transaction?.Rollback();
        transaction = null;
    }

    public CommitOutcome OutcomeOf(SealRow? seal, TimeSpan patience)
    {
        // The server refused the commit, or never received it.
        if (!IsLost)
            return CommitOutcome.Undone;
        if (!TryConnect(patience))
            return CommitOutcome.Unknown;
        // Without a seal, nothing was written that the log tells of: it may be written twice.
        if (seal is null)
            return CommitOutcome.Undone;
        try
        {
            using var command = Command(
                SealedSql,
                new NpgsqlParameter<int>("slot", seal.Slot),
                new NpgsqlParameter<long>("batch", seal.Batch)
            );
            return command.ExecuteScalar() is byte[] root && root.AsSpan().SequenceEqual(seal.Root)
                ? CommitOutcome.Done
                : CommitOutcome.Undone;
        }
        catch (NpgsqlException)
        {
            // The connection was lost again; the outcome is not queried a third time.
            return CommitOutcome.Unknown;
        }
    }

    public void Dispose() => connection.Dispose();
}
