using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PreferenceCenter.ConsentEvidence.ConsentRecords;

/// <summary>
/// Derives the ids of consent records and receipts. An id is the same each time and has the form of a random UUID, as
/// ISO/IEC TS 27560 requires. It is an HMAC with the subscriber's random ledger id as key: it reveals neither that id
/// nor the address, and two ids of one subscriber cannot be linked.
/// </summary>
internal static class DerivedId
{
    public static Guid Of(Guid ledgerId, string what, long number = 0)
    {
        var label = Encoding.ASCII.GetBytes(what);
        var message = new byte[label.Length + 1 + sizeof(long)];
        label.CopyTo(message, 0);
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(label.Length + 1), number);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(ledgerId.ToByteArray(bigEndian: true), message, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
