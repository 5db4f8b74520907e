using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace PreferenceCenter.Domain;

/// <summary>
/// Checks time-based one-time codes (RFC 6238) as authenticator apps make them: SHA-1, 30 seconds, six digits. The
/// provider of ASP.NET Core Identity does not tell which step a code belongs to; without that, a code read over a
/// shoulder works twice (RFC 6238 §5.2).
/// </summary>
internal static class Totp
{
    public const int SecretLength = 20;
    private const int Step = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>
    /// The step that the code belongs to, among nearby steps later than the last one used; null where none matches.
    /// </summary>
    public static long? StepOf(string code, ReadOnlySpan<byte> secret, DateTimeOffset now, long lastUsed)
    {
        var current = now.ToUnixTimeSeconds() / Step;
        long? found = null;
        // One step in each direction, for clocks that differ. All codes are computed, so that the time taken reveals
        // nothing.
        for (var step = current - 1; step <= current + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(Ascii(CodeAt(step, secret)), Ascii(code)) && step > lastUsed)
                found = step;
        return found;
    }

    /// <summary>The code of that moment.</summary>
    public static string CodeAt(DateTimeOffset at, ReadOnlySpan<byte> secret) =>
        CodeAt(at.ToUnixTimeSeconds() / Step, secret);

    private static string CodeAt(long step, ReadOnlySpan<byte> secret)
    {
        Span<byte> counter = stackalloc byte[8],
            hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What RFC 6238 names and every app speaks; HMAC does not rest on collision resistance.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0x0F)..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Writes a secret in RFC 4648 base 32 without padding, for typing it in by hand.</summary>
    public static string Spell(ReadOnlySpan<byte> secret)
    {
        var text = new char[(secret.Length * 8 + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var value = 0;
            for (var bit = i * 5; bit < i * 5 + 5; bit++)
                value = value << 1 | (bit / 8 < secret.Length ? secret[bit / 8] >> (7 - bit % 8) & 1 : 0);
            text[i] = Alphabet[value];
        }
        return new string(text);
    }

    private static byte[] Ascii(string code) => System.Text.Encoding.ASCII.GetBytes(code.PadRight(6)[..6]);
}
