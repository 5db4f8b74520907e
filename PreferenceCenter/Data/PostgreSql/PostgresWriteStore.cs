using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>
/// Writes groups of changes on one connection that holds one log slot. A group locks and reads its subscribers, then
/// writes everything in one statement. Every node takes locks in the same order: addresses and ids that may appear, by
/// their hash, then subscribers by row id. Each round trip has one statement: if several were sent at once, the driver
/// would send the later ones from the thread pool, whose threads are busy with callers that wait for this store.
/// </summary>
internal sealed partial class PostgresWriteStore : IWriteStore
{
    private const string SubscriberIdsSql = """
        ARRAY(SELECT "Id" FROM "Subscribers" WHERE "PublicId" = ANY(@publicIds::bytea[])
            UNION ALL SELECT "Id" FROM "Subscribers" WHERE "AddressKey" = ANY(@addresses::text[])
            UNION ALL SELECT unnest(@ids::bigint[]))
        """;
    internal const string LockSql = """SELECT count(pg_advisory_xact_lock(k)) FROM unnest(@locks::bigint[]) AS k""";
    internal const string LockOneSql = """SELECT pg_advisory_xact_lock(@class::int, @number::int)""";
    internal const string HeadsSql =
        """SELECT "Slot", "Batch", "Frontier", "HouseSeq", "HousePosition" FROM "LogHeads" ORDER BY "Slot" """;
    internal const string LockPeopleSql =
        $"""SELECT {Sql.SubscriberColumns} FROM "Subscribers" WHERE "Id" = ANY({SubscriberIdsSql}) ORDER BY "Id" FOR NO KEY UPDATE""";

    // By public id, as most changes come from mailed links: found and locked in one statement.
    internal const string LockByPublicIdSql =
        $"""SELECT {Sql.SubscriberColumns} FROM "Subscribers" WHERE "PublicId" = ANY(@publicIds::bytea[]) ORDER BY "Id" FOR NO KEY UPDATE""";
    internal const string ChoicesSql =
        $"""SELECT "SubscriberId", {Sql.ChoiceColumns} FROM "Choices" WHERE "SubscriberId" = ANY(@ids::bigint[])""";
    internal const string SuppressedSql =
        """SELECT "KeyedHash" FROM "Suppressions" WHERE "KeyedHash" = ANY(@hashes::bytea[])""";
    internal const string NewIdsSql =
        """SELECT nextval(pg_get_serial_sequence('"Subscribers"', 'Id')) FROM generate_series(1, @count::int)""";
    internal const string ReadRateLimitSql = """SELECT "Until", "Count" FROM "RateLimits" WHERE "Key" = @key""";
    internal const string ReadUnclaimedSql = """SELECT "Scope", "At" FROM "UnclaimedLeaves" WHERE "PublicId" = @id""";
    private const string Savepoint = "administration";
    private static readonly TimeSpan HeadsCheckInterval = TimeSpan.FromSeconds(1);

    private readonly Queue<long> newIds = [];
    private readonly HashSet<Guid> suppressedHashes = [];
    private readonly HashSet<Guid> checkedHashes = [];
    private NpgsqlTransaction? transaction;
    private bool limitsLocked;

    /// <summary>The head as last committed: no other node writes it while this store holds the slot.</summary>
    private LogHead? head;
    private IReadOnlyList<LogHead>? others;
    private long othersReadAt;

    /// <param name="journal">The number of the journal that this process writes; null where it writes none.</param>
    /// <param name="waits">Told when this store begins and ends to wait for a connection.</param>
    public PostgresWriteStore(NpgsqlDataSource source, Func<int?> journal, Action<bool>? waits = null)
    {
        (this.source, this.journal, this.waits) = (source, journal, waits);
        Connect();
    }

    public BatchSnapshot Enter(IReadOnlyList<PersonKey> keys, IReadOnlyList<Newcomer> newcomers)
    {
        transaction = connection.BeginTransaction();
        limitsLocked = false;
        suppressedHashes.Clear();
        checkedHashes.Clear();
        Lock([
            .. newcomers.Select(n => AdvisoryLock.OfAddress(n.Hashes[0].Bytes)),
            .. newcomers.Where(n => n.PublicId is not null).Select(n => AdvisoryLock.OfPerson(n.PublicId!.Value)),
        ]);
        if (others is null || TimeProvider.System.GetElapsedTime(othersReadAt) > HeadsCheckInterval)
            ReadHeads();
        var people = new FoundPeople();
        Read(keys, people);
        if (newcomers.Count > 0)
            ReadNewcomers(newcomers);
        FindUnknown(keys, people);
        return new BatchSnapshot(head, others!, [.. keys.Select(people.Of)]);
    }

    private void ReadHeads()
    {
        var heads = new List<LogHead>();
        using (var command = Command(HeadsSql))
        using (var row = command.ExecuteReader())
            while (row.Read())
                heads.Add(ReadHead(row));
        (head, others, othersReadAt) = (
            heads.Find(h => h.Slot == Slot),
            heads.FindAll(h => h.Slot != Slot),
            TimeProvider.System.GetTimestamp()
        );
    }

    // The id may be registered on another node at this moment: then the leave must find the new subscriber, or the
    // registration must find the leave.
    private void FindUnknown(IReadOnlyList<PersonKey> keys, FoundPeople people)
    {
        PersonKey[] unknown = [.. keys.Where(k => k.PublicId != Guid.Empty && people.Of(k) is null)];
        Lock([.. unknown.Select(k => AdvisoryLock.OfPerson(k.PublicId))]);
        Read(unknown, people);
    }

    public SubscriberSnapshot? Load(PersonKey key)
    {
        var people = new FoundPeople();
        Read([key], people);
        return people.Of(key);
    }

    private void Lock(long[] locks)
    {
        if (locks.Length == 0)
            return;
        Array.Sort(locks);
        Run(LockSql, new NpgsqlParameter<long[]>("locks", locks));
    }

    // Choices are read after the subscribers are locked, by a separate statement: one that began earlier would see the
    // old choices.
    private void Read(IReadOnlyList<PersonKey> keys, FoundPeople people)
    {
        if (keys.Count == 0)
            return;
        byte[][] publicIds =
        [
            .. keys.Where(k => k.PublicId != Guid.Empty).Select(k => k.PublicId.ToByteArray(bigEndian: true)),
        ];
        string[] addresses = [.. keys.Where(k => k.AddressKey is not null).Select(k => k.AddressKey!)];
        long[] ids = [.. keys.Where(k => k.SubscriberId != 0).Select(k => k.SubscriberId)];
        var locked = new List<Subscriber>(keys.Count);
        using (
            var command = Command(
                publicIds.Length == keys.Count ? LockByPublicIdSql : LockPeopleSql,
                new NpgsqlParameter<byte[][]>("publicIds", publicIds)
            )
        )
        {
            if (publicIds.Length < keys.Count)
                command.Parameters.AddRange(
                    new NpgsqlParameter[]
                    {
                        new NpgsqlParameter<string[]>("addresses", addresses),
                        new NpgsqlParameter<long[]>("ids", ids),
                    }
                );
            using var row = command.ExecuteReader();
            while (row.Read())
                locked.Add(SnapshotRows.ReadSubscriber(row));
        }
        if (locked.Count == 0)
            return;
        var choices = locked.ToDictionary(p => p.Id, _ => ImmutableSortedDictionary.CreateBuilder<long, Choice>());
        using (var command = Command(ChoicesSql, new NpgsqlParameter<long[]>("ids", [.. choices.Keys])))
        using (var row = command.ExecuteReader())
            while (row.Read())
            {
                var choice = SnapshotRows.ReadChoice(row, 1);
                choices[row.GetInt64(0)].Add(choice.Aspect, choice);
            }
        foreach (var person in locked)
            people.Add(
                new SubscriberSnapshot
                {
                    Subscriber = person,
                    State = new PersonState { Choices = choices[person.Id].ToImmutable(), LastSeq = person.LastSeq },
                }
            );
    }

    private void ReadNewcomers(IReadOnlyList<Newcomer> newcomers)
    {
        byte[][] hashes = [.. newcomers.SelectMany(n => n.Hashes).Select(h => h.Bytes)];
        foreach (var hash in hashes)
            checkedHashes.Add(Half(hash));
        using (var command = Command(SuppressedSql, new NpgsqlParameter<byte[][]>("hashes", hashes)))
        using (var row = command.ExecuteReader())
            while (row.Read())
                suppressedHashes.Add(Half(row.GetFieldValue<byte[]>(0)));
        if (newIds.Count >= newcomers.Count)
            return;
        using (var command = Command(NewIdsSql, new NpgsqlParameter<int>("count", newcomers.Count)))
        using (var row = command.ExecuteReader())
            while (row.Read())
                newIds.Enqueue(row.GetInt64(0));
    }

    // Sixteen bytes are enough to identify a keyed hash.
    private static Guid Half(byte[] keyedHash) => new(keyedHash.AsSpan(0, 16));

    private static LogHead ReadHead(NpgsqlDataReader row) =>
        new()
        {
            Slot = row.GetInt32(0),
            Batch = row.GetInt64(1),
            Frontier = row.GetFieldValue<byte[]>(2),
            HouseSeq = row.GetInt64(3),
            HousePosition = row.GetInt64(4),
        };

    public RateLimitRow? ReadRateLimit(byte[] key)
    {
        if (!limitsLocked)
            Run(
                LockOneSql,
                new NpgsqlParameter<int>("class", AdvisoryLock.Class),
                new NpgsqlParameter<int>("number", AdvisoryLock.RateLimits)
            );
        limitsLocked = true;
        using var command = Command(ReadRateLimitSql, new NpgsqlParameter<byte[]>("key", key));
        using var row = command.ExecuteReader();
        return row.Read()
            ? new RateLimitRow
            {
                Key = key,
                Until = Sql.ReadInstant(row, 0),
                Count = row.GetInt32(1),
            }
            : null;
    }

    public IReadOnlyList<OptInRow> ReadWaitingOptIns(string addressKey)
    {
        var waiting = new List<OptInRow>();
        using var command = Command(Sql.OptInsOf, new NpgsqlParameter<string>("address", addressKey));
        using var row = command.ExecuteReader();
        while (row.Read())
            waiting.Add(
                new OptInRow
                {
                    Content = row.GetFieldValue<byte[]>(0),
                    CreatedAt = Sql.ReadInstant(row, 1),
                    Id = Sql.ReadGuid(row, 2),
                }
            );
        return waiting;
    }

    public OptInRow? ReadOptIn(Guid id)
    {
        using var command = Command(Sql.OptIn, new NpgsqlParameter<byte[]>("id", id.ToByteArray(bigEndian: true)));
        using var row = command.ExecuteReader();
        return row.Read() ? Sql.ReadOptIn(row, id) : null;
    }

    public IReadOnlyList<PrivacyRequestRow> ReadRequests(long subscriberId)
    {
        using var context = Context();
        return [.. context.Requests.AsNoTracking().Where(r => r.SubscriberId == subscriberId)];
    }

    public IReadOnlyList<AddressChangeRow> ReadAddressChanges(long subscriberId)
    {
        using var command = Command(AddressSql.Of, new NpgsqlParameter<long>("id", subscriberId));
        using var row = command.ExecuteReader();
        return AddressSql.ReadAll(row);
    }

    public IReadOnlyList<long> ReadMerged(long subscriberId)
    {
        var merged = new List<long>();
        using var command = Command(AddressSql.MergedInto, new NpgsqlParameter<long>("id", subscriberId));
        using var row = command.ExecuteReader();
        while (row.Read())
            merged.Add(row.GetInt64(0));
        return merged;
    }

    public IReadOnlyList<MadeFor> ReadMails(long subscriberId, string addressKey)
    {
        var mails = new List<MadeFor>();
        using var command = Command(
            ErasureSql.MailsOf,
            new NpgsqlParameter<long>("id", subscriberId),
            new NpgsqlParameter<string>("address", addressKey)
        );
        using var row = command.ExecuteReader();
        while (row.Read())
            mails.Add(new MadeFor(Sql.ReadGuid(row, 0), Sql.ReadInstant(row, 1)));
        return mails;
    }

    public bool IsSuppressed(IReadOnlyList<KeyedHash> hashes)
    {
        for (var i = 0; i < hashes.Count; i++)
            if (IsSuppressed(hashes[i].Bytes))
                return true;
        return false;
    }

    private bool IsSuppressed(byte[] keyedHash)
    {
        if (checkedHashes.Contains(Half(keyedHash)))
            return suppressedHashes.Contains(Half(keyedHash));
        using var command = Command(Sql.IsSuppressed, new NpgsqlParameter<byte[]>("hash", keyedHash));
        return command.ExecuteScalar() is not null;
    }

    public IReadOnlyList<UnclaimedLeaveRow> ReadUnclaimedLeaves(Guid publicId)
    {
        var leaves = new List<UnclaimedLeaveRow>();
        using var command = Command(
            ReadUnclaimedSql,
            new NpgsqlParameter<byte[]>("id", publicId.ToByteArray(bigEndian: true))
        );
        using var row = command.ExecuteReader();
        while (row.Read())
            leaves.Add(
                new UnclaimedLeaveRow
                {
                    PublicId = publicId,
                    Scope = row.GetInt64(0),
                    At = Sql.ReadInstant(row, 1),
                }
            );
        return leaves;
    }

    public bool HasLink(byte[] hash)
    {
        using var command = Command(Sql.HasLink, new NpgsqlParameter<byte[]>("hash", hash));
        return command.ExecuteScalar() is not null;
    }

    // Administrative tables are changed by one node at a time, since numbers are assigned by counting.
    // Until the transaction ends.
    private void LockAdministration() =>
        Run(
            LockOneSql,
            new NpgsqlParameter<int>("class", AdvisoryLock.Class),
            new NpgsqlParameter<int>("number", AdvisoryLock.Administration)
        );

    public T Within<T>(Func<CenterContext, (T Result, bool Keep)> work)
    {
        LockAdministration();
        transaction!.Save(Savepoint);
        using var context = Context();
        var (result, keep) = work(context);
        if (keep)
            context.SaveChanges();
        else
            transaction.Rollback(Savepoint);
        transaction.Release(Savepoint);
        return result;
    }

    private void Over(Action<CenterContext> work)
    {
        using var context = Context();
        work(context);
        context.SaveChanges();
    }

    private PostgresCenterContext Context()
    {
        var context = PostgresCenterContext.Over(connection);
        context.Database.UseTransaction(transaction);
        return context;
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private void Run(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    /// <summary>The subscribers that were read, by each kind of key.</summary>
    private sealed class FoundPeople
    {
        private readonly Dictionary<long, SubscriberSnapshot> byId = [];
        private readonly Dictionary<Guid, SubscriberSnapshot> byPublicId = [];
        private readonly Dictionary<string, SubscriberSnapshot> byAddress = new(StringComparer.Ordinal);

        public SubscriberSnapshot? Of(PersonKey key) =>
            key.AddressKey is { } address ? byAddress.GetValueOrDefault(address)
            : key.SubscriberId != 0 ? byId.GetValueOrDefault(key.SubscriberId)
            : byPublicId.GetValueOrDefault(key.PublicId);

        public void Add(SubscriberSnapshot snapshot)
        {
            var person = snapshot.Subscriber;
            (byId[person.Id], byPublicId[person.PublicId], byAddress[person.AddressKey]) = (
                snapshot,
                snapshot,
                snapshot
            );
        }
    }
}
