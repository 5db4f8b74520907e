using System.Text;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// File types that may be attached to a privacy request. A type is recognised by the file's name and content, and the
/// file is served with that type only.
/// </summary>
internal static class FileTypes
{
    public const int MostBytes = 5 * 1024 * 1024;
    private const int LongestName = 120;
    public static readonly IReadOnlyList<string> Endings = [".pdf", ".png", ".jpg", ".jpeg", ".txt", ".eml"];

    /// <summary>The media type of a permitted file; null if the file is not permitted.</summary>
    public static string? Of(string name, ReadOnlySpan<byte> content) =>
        Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".pdf" when content.StartsWith("%PDF-"u8) => "application/pdf",
            ".png"
                when content.StartsWith(
                    (ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]
                ) => "image/png",
            ".jpg" or ".jpeg" when content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => "image/jpeg",
            ".txt" when IsText(content) => "text/plain",
            ".eml" when IsText(content) => "message/rfc822",
            _ => null,
        };

    /// <summary>
    /// A safe file name: no path, and only characters that are safe in HTTP headers and file systems.
    /// </summary>
    public static string NameOf(string typed)
    {
        var name = new string([
            .. Path.GetFileName(typed.Replace('\\', '/'))
                .Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '_'),
        ]).Trim();
        return name.Length <= LongestName
            ? name
            : string.Concat(name.AsSpan(0, LongestName - 8), Path.GetExtension(name));
    }

    private static bool IsText(ReadOnlySpan<byte> content)
    {
        if (content.Contains((byte)0))
            return false;
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(content);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
