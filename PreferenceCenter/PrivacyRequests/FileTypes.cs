using System.Text;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// What may be attached to a request: by its name and by its first bytes, and served as that and nothing else.
/// </summary>
internal static class FileTypes
{
    public const int MostBytes = 5 * 1024 * 1024;
    private const int LongestName = 120;
    public static readonly IReadOnlyList<string> Endings = [".pdf", ".png", ".jpg", ".jpeg", ".txt", ".eml"];

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

    /// <summary>A name without a path, that no header and no file system stumbles over.</summary>
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
