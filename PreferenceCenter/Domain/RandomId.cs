using System.Security.Cryptography;

namespace PreferenceCenter.Domain;

/// <summary>
/// Makes random (version 4) ids for subscribers and ledger ids. Version 7 would reveal when a subscriber joined.
/// </summary>
internal static class RandomId
{
    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
