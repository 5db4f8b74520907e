using System.Buffers.Binary;
using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>Numbers of PostgreSQL's advisory locks, which coordinate nodes where there is no row to lock yet.</summary>
internal static class AdvisoryLock
{
    /// <summary>
    /// The first half of the two-part locks. The second half is a log slot from 0 up; the other locks are negative.
    /// </summary>
    public const int Class = 0x5043;
    public const int Administration = -2;
    public const int RateLimits = -3;

    public const int Journals = -5;

    /// <summary>The first half of the locks of journals; the second half is the journal's number.</summary>
    public const int JournalClass = 0x504A;

    /// <summary>Shared by all writers; exclusive for a restore or move that replaces the database.</summary>
    private const int All = -4;

    /// <summary>Takes the shared lock; false while another process replaces the database.</summary>
    public static bool TryShareDatabase(NpgsqlConnection connection) =>
        Try(connection, "SELECT pg_try_advisory_lock_shared(@class, @number)");

    /// <summary>Takes the exclusive lock until the connection is closed; false while any writer is active.</summary>
    public static bool TryTakeDatabase(NpgsqlConnection connection) =>
        Try(connection, "SELECT pg_try_advisory_lock(@class, @number)");

    private static bool Try(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<int>("class", Class), new NpgsqlParameter<int>("number", All) },
        };
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Notes until the connection is closed that a journal is in use. Several processes may share one.</summary>
    public static void UseJournal(NpgsqlConnection connection, int number)
    {
        using var command = new NpgsqlCommand("SELECT pg_advisory_lock_shared(@class, @number)", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int>("class", JournalClass),
                new NpgsqlParameter<int>("number", number),
            },
        };
        command.ExecuteNonQuery();
    }

    /// <summary>The lock of an address, by its keyed hash: the server's list of locks reveals no address.</summary>
    public static long OfAddress(ReadOnlySpan<byte> keyedHash) => BinaryPrimitives.ReadInt64BigEndian(keyedHash);

    /// <summary>The lock of a subscriber's public id.</summary>
    public static long OfPerson(Guid publicId)
    {
        Span<byte> bytes = stackalloc byte[16];
        publicId.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) ^ BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
