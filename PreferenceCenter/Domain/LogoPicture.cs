using System.Security.Cryptography;

namespace PreferenceCenter.Domain;

/// <summary>
/// A logo that was uploaded. As a setting it is a data URL (RFC 2397), so that database, file and undo of settings hold
/// it as they hold any other; pages and emails name it by a path that contains a hash of it.
/// </summary>
public sealed class LogoPicture(string type, byte[] bytes)
{
    /// <summary>Most bytes of a picture.</summary>
    public const int MostBytes = 200_000;

    /// <summary>Most characters of it as a setting.</summary>
    public const int LongestSetting = 270_000;

    public const string Png = "image/png",
        Jpeg = "image/jpeg",
        WebP = "image/webp";

    private const string Start = "data:",
        Middle = ";base64,";

    public string Type => type;
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>For example <c>/logo/0123….png</c>.</summary>
    public string Path { get; } =
        $"/logo/{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}.{type["image/".Length..]}";

    /// <summary>It as a setting.</summary>
    public string Setting => $"{Start}{type}{Middle}{Convert.ToBase64String(bytes)}";

    /// <summary>Whether a setting claims to be a picture, and no path or address of one.</summary>
    public static bool IsSaidIn(string? setting) => setting?.StartsWith(Start, StringComparison.Ordinal) == true;

    /// <summary>The picture of a setting; null where it is none.</summary>
    public static LogoPicture? Of(string? setting)
    {
        if (!IsSaidIn(setting) || setting!.IndexOf(Middle, StringComparison.Ordinal) is not (> 0 and var at))
            return null;
        var said = setting[Start.Length..at];
        var coded = setting.AsSpan(at + Middle.Length);
        var bytes = new byte[coded.Length / 4 * 3 + 3];
        return said is Png or Jpeg or WebP && Convert.TryFromBase64Chars(coded, bytes, out var length)
            ? new LogoPicture(said, bytes[..length])
            : null;
    }

    /// <summary>A logo as it is said in a list, in the log and in a fault: of a picture its path.</summary>
    public static string? PathOf(string? setting) => IsSaidIn(setting) ? Of(setting)?.Path ?? Start : setting;
}
