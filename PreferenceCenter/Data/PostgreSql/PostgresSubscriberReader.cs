using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>
/// Reads a subscriber with all choices in one statement. It does not send two statements in one round trip: the driver
/// would send the second from the thread pool, and readers that block its threads would wait for each other.
/// </summary>
internal sealed class PostgresSubscriberReader(NpgsqlConnection connection) : ISubscriberReader
{
    public SubscriberSnapshot? Find(PersonKey key)
    {
        using var command = Command(key);
        using var row = command.ExecuteReader();
        return SnapshotRows.ReadOne(row);
    }

    public async ValueTask<SubscriberSnapshot?> FindAsync(PersonKey key)
    {
        await using var command = Command(key);
        await using var row = await command.ExecuteReaderAsync();
        return await SnapshotRows.ReadOneAsync(row);
    }

    private NpgsqlCommand Command(PersonKey key) =>
        key.AddressKey is { } address ? Command(Sql.SnapshotByAddress, address)
        : key.SubscriberId != 0 ? Command(Sql.SnapshotById, key.SubscriberId)
        : Command(Sql.SnapshotByPublicId, key.PublicId.ToByteArray(bigEndian: true));

    private NpgsqlCommand Command<T>(string sql, T key) =>
        new(sql, connection) { Parameters = { new NpgsqlParameter<T>("key", key) } };

    public void Dispose()
    {
        // The session owns the connection.
    }
}
