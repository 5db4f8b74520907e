using System.Diagnostics.CodeAnalysis;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Strict decoder for base64 of RFC 4648 section 4: only the canonical spelling is accepted. The usual decoders accept
/// blanks and loose trailing bits. Then one proof would have several spellings, and a changed byte could go unnoticed.
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
