using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PreferenceCenter.ConsentEvidence.ConsentRecords;

/// <summary>
/// Ids of what is handed out: the same each time, and of the shape of a random UUID, which ISO/IEC TS 27560 asks for.
/// They are made with the person's random ledger id as the key of an HMAC, so they tell neither it nor the address, and
/// whoever has one cannot tell another of the same person from a stranger's.
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
