using System.Buffers.Text;
using System.Security.Cryptography;

namespace PreferenceCenter.Data;

/// <summary>
/// Identifies the browser that asked for an identity link: a hash of the random secret in its cookie, 122 bits of it,
/// in the form of an id (RFC 9562, version 8). It is stored with the requested mail and with the link in that mail.
/// </summary>
internal static class BrowserBinding
{
    private const int SecretLength = 32;

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));

    /// <summary>The binding of that secret; null for a text that is no such secret.</summary>
    public static Guid? Of(string? secret)
    {
        Span<byte> bytes = stackalloc byte[SecretLength];
        if (
            secret?.Length != 43
            || !Base64Url.TryDecodeFromChars(secret, bytes, out var written)
            || written != SecretLength
        )
            return null;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData([.. "identity/v1\0"u8, .. bytes], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
