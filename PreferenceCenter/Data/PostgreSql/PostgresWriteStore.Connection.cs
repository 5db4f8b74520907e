using System.Data;
using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

internal sealed partial class PostgresWriteStore
{
    private const int MostSlots = 1024;

    /// <summary>
    /// A group may wait for addresses, for people and for the limits, and once more for people, one after the other.
    /// </summary>
    private const int LocksOfAGroup = 4;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    internal const string TakeSlotSql = """SELECT pg_try_advisory_lock(@class::int, @slot::int)""";
    internal const string EndSql = """SELECT pg_terminate_backend(@pid::int)""";
    internal const string LivesSql =
        """SELECT 1 FROM pg_stat_activity WHERE pid = @pid::int AND backend_start = @started""";
    internal const string StartedSql = """SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()""";
    internal const string LockTimeoutSql = """SELECT set_config('lock_timeout', @milliseconds::text, false)""";
    internal const string SealedSql =
        """SELECT "Root" FROM "Seals" WHERE "Slot" = @slot::int AND "Batch" = @batch::bigint""";

    private readonly NpgsqlDataSource source;
    private NpgsqlConnection connection = null!;

    // Kept apart: a connection that is lost no longer tells.
    private int pid;
    private DateTime startedAt;
    private TimeSpan? waits;

    /// <summary>
    /// The server's process behind a connection that was lost: it may still be at work on what was sent to it.
    /// </summary>
    private (int Pid, DateTime StartedAt)? left;

    public int Slot { get; private set; }

    public bool HoldsAll => false;

    private bool Lost => connection.State != ConnectionState.Open;

    public bool TryBegin(TimeSpan patience)
    {
        if (Lost && !TryConnect(patience))
            return false;
        WaitForLocks(patience / LocksOfAGroup);
        return true;
    }

    private void WaitForLocks(TimeSpan atMost)
    {
        if (waits == atMost)
            return;
        var milliseconds = Math.Max(1, (long)atMost.TotalMilliseconds)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        Run(LockTimeoutSql, new NpgsqlParameter<string>("milliseconds", milliseconds));
        waits = atMost;
    }

    private bool TryConnect(TimeSpan patience)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ; )
        {
            try
            {
                Connect();
                return true;
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(start) <= patience)
            {
                Thread.Sleep(BetweenTries);
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }
    }

    private void Connect()
    {
        if (connection is not null)
            left ??= (pid, startedAt);
        connection?.Dispose();
        connection = source.OpenConnection();
        try
        {
            using (var started = Command(StartedSql))
                (pid, startedAt) = (connection.ProcessID, (DateTime)started.ExecuteScalar()!);
            if (left is { } old)
                EndOf(old);
            left = null;
            Slot = TakeSlot();
            if (!AdvisoryLock.TryShareDatabase(connection))
                throw new NpgsqlException("A restore is at work on this database.");
            (head, others, transaction, waits) = (null, null, null, null);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Until it is gone nobody can say what became of the last transaction, and its slot is not free.
    private void EndOf((int Pid, DateTime StartedAt) old)
    {
        while (true)
        {
            using var lives = Command(
                LivesSql,
                new NpgsqlParameter<int>("pid", old.Pid),
                new NpgsqlParameter<DateTime>("started", old.StartedAt)
            );
            if (lives.ExecuteScalar() is null)
                return;
            Run(EndSql, new NpgsqlParameter<int>("pid", old.Pid));
            Thread.Sleep(BetweenTries);
        }
    }

    // The lowest that no process holds: logs are few, and those of nodes that are gone go on under others.
    private int TakeSlot()
    {
        for (var slot = 0; slot < MostSlots; slot++)
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
            $"{MostSlots} writers are at work on this database: some must have been forgotten."
        );
    }

    public void Rollback()
    {
        (head, others) = (null, null);
        if (!Lost)
            transaction?.Rollback();
        transaction = null;
    }

    public CommitOutcome OutcomeOf(SealRow? seal, TimeSpan patience)
    {
        // The server said no, or was never asked.
        if (!Lost)
            return CommitOutcome.Undone;
        if (!TryConnect(patience))
            return CommitOutcome.Unknown;
        // Without a seal nothing but counts and mails were written.
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
            // Lost once more, and what became of it is not asked a third time.
            return CommitOutcome.Unknown;
        }
    }

    public void Dispose() => connection.Dispose();
}
