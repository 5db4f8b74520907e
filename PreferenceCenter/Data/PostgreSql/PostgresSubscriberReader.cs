using System.Collections.Immutable;
using Npgsql;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>
/// Reads a subscriber with all choices in one statement. It does not send two statements in one round trip: the driver
/// would send the second from the thread pool, and readers that block its threads would wait for each other.
/// </summary>
internal sealed class PostgresSubscriberReader(NpgsqlConnection connection) : ISubscriberReader
{
    private const int FirstOfChoice = 14;

    public SubscriberSnapshot? Find(PersonKey key)
    {
        using var command =
            key.AddressKey is { } address ? Command(Sql.SnapshotByAddress, address)
            : key.SubscriberId != 0 ? Command(Sql.SnapshotById, key.SubscriberId)
            : Command(Sql.SnapshotByPublicId, key.PublicId.ToByteArray(bigEndian: true));
        using var row = command.ExecuteReader();
        if (!row.Read())
            return null;
        var person = ReadSubscriber(row);
        var choices = ImmutableSortedDictionary.CreateBuilder<long, Choice>();
        if (!row.IsDBNull(FirstOfChoice))
            do
            {
                var choice = ReadChoice(row, FirstOfChoice);
                choices.Add(choice.Aspect, choice);
            } while (row.Read());
        return new SubscriberSnapshot
        {
            Subscriber = person,
            State = new PersonState { Choices = choices.ToImmutable(), LastSeq = person.LastSeq },
        };
    }

    private NpgsqlCommand Command<T>(string sql, T key) =>
        new(sql, connection) { Parameters = { new NpgsqlParameter<T>("key", key) } };

    internal static Subscriber ReadSubscriber(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            PublicId = Sql.ReadGuid(row, 1),
            LedgerId = Sql.ReadGuid(row, 2),
            Address = row.GetString(3),
            AddressKey = row.GetString(4),
            Name = row.IsDBNull(5) ? null : row.GetString(5),
            Language = row.GetString(6),
            CreatedAt = Sql.ReadInstant(row, 7),
            LastSeq = row.GetInt64(8),
            HeadSlot = row.GetInt32(9),
            HeadPosition = row.GetInt64(10),
            NoticeUntil = InstantOrNull(row, 11),
            NoticeDay = InstantOrNull(row, 12),
            NoticeCount = row.GetInt32(13),
        };

    internal static Choice ReadChoice(NpgsqlDataReader row, int first) =>
        new(row.GetInt64(first))
        {
            Value = row.GetInt64(first + 1),
            Wish = row.IsDBNull(first + 2) ? null : row.GetInt64(first + 2),
            Touched = row.GetInt64(first + 3),
            TouchedAt = Sql.ReadInstant(row, first + 4),
            LeftAt = InstantOrNull(row, first + 5),
            Grant = row.IsDBNull(first + 6)
                ? null
                : new Grant(
                    row.GetInt64(first + 6),
                    Sql.ReadInstant(row, first + 7),
                    (EventKind)Sql.ReadByte(row, first + 8),
                    (LawfulBasis)Sql.ReadByte(row, first + 9),
                    Sql.ReadInt32(row, first + 10),
                    Sql.ReadInt32(row, first + 11)
                ),
            TouchedBy = (Channel)Sql.ReadByte(row, first + 12),
        };

    private static DateTimeOffset? InstantOrNull(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : Sql.ReadInstant(row, column);

    public void Dispose()
    {
        // The session owns the connection.
    }
}
