using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace PreferenceCenter.Data.Sqlite;

/// <summary>
/// Writes groups of changes by prepared statements on one connection. Other processes may write too, so each
/// transaction begins by taking the write lock.
/// </summary>
internal sealed partial class SqliteWriteStore(SqliteConnection connection, Func<bool>? newLogWanted = null)
    : IWriteStore
{
    internal const string Checkpoint = "PRAGMA wal_checkpoint(PASSIVE)";

    private const int Busy = 5;
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    private readonly SqliteSubscriberReader people = new(connection.Handle!);

    private SqliteStatement this[string sql]
    {
        get
        {
            if (!statements.TryGetValue(sql, out var statement))
                statements.Add(sql, statement = new SqliteStatement(connection.Handle!, sql));
            return statement;
        }
    }

    /// <summary>The file has one log; the write lock lets one process at a time continue it.</summary>
    public int Slot => 0;

    public bool HoldsAll => true;

    public bool TryBegin(TimeSpan patience, TimeSpan? atMostForLocks = null)
    {
        // Tried every millisecond: the driver's own wait sleeps 150 ms, longer than an import's slice.
        for (var start = TimeProvider.System.GetTimestamp(); ; )
        {
            var result = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
            if (result == raw.SQLITE_OK)
                return true;
            if ((result & 0xFF) != Busy)
                throw new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), result);
            if (TimeProvider.System.GetElapsedTime(start) > patience)
                return false;
            Thread.Sleep(1);
        }
    }

    public void Commit()
    {
        Execute("COMMIT");
        // The result is ignored: the commit holds, and the next round tries again.
        if (newLogWanted?.Invoke() == true)
            _ = raw.sqlite3_exec(connection.Handle, Checkpoint);
    }

    public void Rollback()
    {
        // A failed statement may have rolled back by itself, as on a full disk.
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            Execute("ROLLBACK");
    }

    public CommitOutcome OutcomeOf(SealRow? seal, TimeSpan patience) => CommitOutcome.Undone;

    public BatchSnapshot Enter(IReadOnlyList<PersonKey> keys, IReadOnlyList<Newcomer> newcomers) =>
        new(ReadHead(), [], [.. keys.Select(Load)]);

    public SubscriberSnapshot? Load(PersonKey key) => people.Find(key);

    private LogHead? ReadHead()
    {
        using var row = this[ReadHeadSql].With("@slot", Slot).Rows();
        return row.Read()
            ? new LogHead
            {
                Slot = Slot,
                Batch = row.Int64(0),
                Frontier = row.Bytes(1).ToArray(),
                HouseSeq = row.Int64(2),
                HousePosition = row.Int64(3),
            }
            : null;
    }

    public RateLimitRow? ReadRateLimit(byte[] key)
    {
        using var row = this[ReadRateLimitSql].With("@key", key).Rows();
        return row.Read()
            ? new RateLimitRow
            {
                Key = key,
                Until = row.Instant(0),
                Count = row.Int32(1),
            }
            : null;
    }

    public bool IsSuppressed(IReadOnlyList<KeyedHash> hashes)
    {
        for (var i = 0; i < hashes.Count; i++)
        {
            using var row = this[Sql.IsSuppressed].With("@hash", hashes[i].Bytes).Rows();
            if (row.Read())
                return true;
        }
        return false;
    }

    public IReadOnlyList<UnclaimedLeaveRow> ReadUnclaimedLeaves(Guid publicId)
    {
        var leaves = new List<UnclaimedLeaveRow>();
        using var row = this[ReadUnclaimedSql].With("@id", publicId).Rows();
        while (row.Read())
            leaves.Add(
                new UnclaimedLeaveRow
                {
                    PublicId = publicId,
                    Scope = row.Int64(0),
                    At = row.Instant(1),
                }
            );
        return leaves;
    }

    public bool HasLink(byte[] hash)
    {
        using var row = this[Sql.HasLink].With("@hash", hash).Rows();
        return row.Read();
    }

    public IReadOnlyList<OptInRow> ReadWaitingOptIns(string addressKey)
    {
        var waiting = new List<OptInRow>();
        using var row = this[Sql.OptInsOf].With("@address", addressKey).Rows();
        while (row.Read())
            waiting.Add(
                new OptInRow
                {
                    Content = row.Bytes(0).ToArray(),
                    CreatedAt = row.Instant(1),
                    Id = row.Guid(2),
                }
            );
        return waiting;
    }

    public OptInRow? ReadOptIn(Guid id)
    {
        using var row = this[Sql.OptIn].With("@id", id).Rows();
        return !row.Read()
            ? null
            : new OptInRow
            {
                Id = id,
                AddressKey = row.IsNull(0) ? null : row.Text(0),
                CreatedAt = row.Instant(1),
                Content = row.IsNull(2) ? null : row.Bytes(2).ToArray(),
                SettledAt = row.IsNull(3) ? null : row.Instant(3),
                SubscriberId = row.IsNull(4) ? null : row.Int64(4),
                FromSeq = row.Int64(5),
                ToSeq = row.Int64(6),
            };
    }

    public IReadOnlyList<PrivacyRequestRow> ReadRequests(long subscriberId)
    {
        using var context = SqliteCenterContext.Over(connection);
        return [.. context.Requests.AsNoTracking().Where(r => r.SubscriberId == subscriberId)];
    }

    public IReadOnlyList<AddressChangeRow> ReadAddressChanges(long subscriberId)
    {
        using var command = connection.CreateCommand();
        command.CommandText = AddressSql.Of;
        command.Parameters.AddWithValue("@id", subscriberId);
        using var row = command.ExecuteReader();
        return AddressSql.ReadAll(row);
    }

    public IReadOnlyList<long> ReadMerged(long subscriberId)
    {
        var merged = new List<long>();
        using var row = this[AddressSql.MergedInto].With("@id", subscriberId).Rows();
        while (row.Read())
            merged.Add(row.Int64(0));
        return merged;
    }

    public IReadOnlyList<MadeFor> ReadMails(long subscriberId, string addressKey)
    {
        var mails = new List<MadeFor>();
        using var row = this[ErasureSql.MailsOf].With("@id", subscriberId).With("@address", addressKey).Rows();
        while (row.Read())
            mails.Add(new MadeFor(row.Guid(0), row.Instant(1)));
        return mails;
    }

    public T Within<T>(Func<CenterContext, (T Result, bool Keep)> work)
    {
        Execute("SAVEPOINT administration");
        using var context = Context();
        var (result, keep) = work(context);
        if (keep)
            context.SaveChanges();
        else
            Execute("ROLLBACK TO administration");
        Execute("RELEASE administration");
        return result;
    }

    private void Over(Action<CenterContext> work)
    {
        using var context = Context();
        work(context);
        context.SaveChanges();
    }

    private SqliteCenterContext Context()
    {
        var context = SqliteCenterContext.Over(connection);
        context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return context;
    }

    private void Execute(string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        people.Dispose();
        connection.Dispose();
    }
}
