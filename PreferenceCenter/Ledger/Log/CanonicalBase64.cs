using System.Diagnostics.CodeAnalysis;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Base64 of RFC 4648 section 4 in its one canonical spelling. The usual decoders take blanks and loose trailing bits:
/// then the same proof has many spellings and a changed byte goes unnoticed.
/// </summary>
internal static class CanonicalBase64
{
    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[text.Length / 4 * 3];
        bytes = Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
        if (bytes is null || Convert.ToBase64String(bytes) != text)
            bytes = null;
        return bytes is not null;
    }
}
