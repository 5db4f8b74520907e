using System.Buffers.Binary;
using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>
/// Numbers of PostgreSQL's advisory locks, by which nodes keep out of each other's way where there is no row to lock
/// yet.
/// </summary>
internal static class AdvisoryLock
{
    /// <summary>The first half of the two-part locks: log slots from 0 up, and the others below.</summary>
    public const int Class = 0x5043;
    public const int House = -2;
    public const int Limits = -3;

    /// <summary>Shared by all who write; had alone by who puts another database in place.</summary>
    private const int All = -4;

    public static bool TryShareDatabase(NpgsqlConnection connection) =>
        Try(connection, "SELECT pg_try_advisory_lock_shared(@class, @number)");

    /// <summary>False where anybody writes. Until the connection is closed.</summary>
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

    /// <summary>An address, by its keyed hash: whoever reads the server's list of locks learns none.</summary>
    public static long OfAddress(ReadOnlySpan<byte> keyedHash) => BinaryPrimitives.ReadInt64BigEndian(keyedHash);

    public static long OfPerson(Guid publicId)
    {
        Span<byte> bytes = stackalloc byte[16];
        publicId.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) ^ BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
