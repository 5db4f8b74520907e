using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PreferenceCenter.Data;

/// <summary>
/// Number of rows of a table and a sum of their hashes: equal for two databases, of whichever kind, that hold the same
/// rows in any order.
/// </summary>
internal readonly record struct TableDigest(long Rows, UInt128 Sum)
{
    public TableDigest With(DbDataReader row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < row.FieldCount; i++)
            Append(hash, row.GetValue(i));
        return new TableDigest(
            Rows + 1,
            unchecked(Sum + BinaryPrimitives.ReadUInt128BigEndian(hash.GetHashAndReset()))
        );
    }

    // The two kinds of database have other types for one number.
    private static void Append(IncrementalHash hash, object value)
    {
        var (kind, bytes) = value switch
        {
            DBNull => ((byte)0, []),
            string text => ((byte)1, Encoding.UTF8.GetBytes(text)),
            byte[] content => ((byte)2, content),
            _ => ((byte)3, BitConverter.GetBytes(Convert.ToInt64(value, CultureInfo.InvariantCulture))),
        };
        hash.AppendData([kind]);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
