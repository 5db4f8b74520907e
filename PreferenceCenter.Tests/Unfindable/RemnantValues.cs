using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PreferenceCenter.Data;

namespace PreferenceCenter.Tests.Unfindable;

/// <summary>
/// Reads the values in a column or a text in forms that can be compared: ids and hashes as bytes, times as seconds and
/// days, numbers, words. One id in two spellings is one value.
/// </summary>
internal static partial class RemnantValues
{
    private const long FirstTime = 1_500_000_000_000_000,
        LastTime = 2_500_000_000_000_000;

    public static IEnumerable<(string Column, string Value)> Of(string column, object? value) =>
        (
            value switch
            {
                null or bool => [],
                byte[] bytes => OfBytes(bytes),
                long number => OfNumber(number),
                _ => OfText(Convert.ToString(value, CultureInfo.InvariantCulture)!),
            }
        ).Select(one => (column, one));

    public static string OfId(Guid id) => Hex(id.ToByteArray(bigEndian: true));

    public static string Hex(ReadOnlySpan<byte> bytes) => "x:" + Convert.ToHexStringLower(bytes);

    public static string Word(string text) => "w:" + text.ToLowerInvariant();

    private static IEnumerable<string> OfBytes(byte[] bytes)
    {
        if (bytes.Length >= 8)
            yield return Hex(bytes);
        if (
            bytes.Length == 16
            && bytes[6] >> 4 == 7
            && new Guid(bytes, true).ToMilliseconds() * 1000 is > FirstTime and < LastTime and var at
        )
            foreach (var time in OfTime(Instant.FromMicroseconds(at)))
                yield return time;
        if (bytes.Length > 1 && bytes[0] == '{')
            foreach (var word in OfText(Encoding.UTF8.GetString(bytes)))
                yield return word;
    }

    // The first 48 bits of an id of version 7.
    private static long ToMilliseconds(this Guid id) =>
        long.Parse(id.ToString("N")[..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IEnumerable<string> OfNumber(long number) =>
        number is > FirstTime and < LastTime ? OfTime(Instant.FromMicroseconds(number)) : [$"n:{number}"];

    private static IEnumerable<string> OfTime(DateTimeOffset at) =>
        [Invariant($"s:{at.ToUnixTimeSeconds()}"), Invariant($"d:{at.UtcDateTime:yyyy-MM-dd}")];

    private static IEnumerable<string> OfText(string text) =>
        Parts()
            .Split(text)
            .SelectMany(part => (string[])[part, .. part.Split('/', ':', '='), .. part.Split('@')])
            .Where(part => part.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(OfPart);

    private static IEnumerable<string> OfPart(string part)
    {
        if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return OfNumber(number);
        if (Guid.TryParse(part, out var id))
            return OfBytes(id.ToByteArray(bigEndian: true));
        if (part.Length >= 16 && part.Length % 2 == 0 && part.All(char.IsAsciiHexDigit))
            return [Hex(Convert.FromHexString(part))];
        if (
            part.Length is 10 or > 18
            && char.IsAsciiDigit(part[0])
            && DateTimeOffset.TryParse(part, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        )
            return part.Length == 10 ? [$"d:{part}"] : OfTime(at);
        return part.Length >= 22 && FromBase64(part) is { } bytes
                ? OfWindows(bytes).Append(Hex(bytes)).Append(Word(part))
            : part.Length >= 6 && part.Any(c => char.IsAsciiDigit(c) || c == '@') ? [Word(part)]
            : [];
    }

    // The token of a link holds ids among other bytes.
    private static IEnumerable<string> OfWindows(byte[] bytes) =>
        Enumerable.Range(0, Math.Max(0, bytes.Length - 15)).Select(at => Hex(bytes.AsSpan(at, 16)));

    private static byte[]? FromBase64(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var bytes = new byte[plain.Length];
        return Convert.TryFromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? bytes[..length]
            : null;
    }

    [GeneratedRegex("""[\s"'<>(),;{}\[\]|&?#]+""")]
    private static partial Regex Parts();
}
