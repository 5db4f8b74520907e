using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PreferenceCenter.Links;

/// <summary>
/// The token of a mailed link: 32 random bytes. Its length distinguishes it from a signed link. Only its hash is
/// stored.
/// </summary>
internal static class MailedToken
{
    /// <summary>Length of every token: 32 bytes in base64url without padding.</summary>
    public const int Length = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The hash that is stored instead of the token; null for a text that cannot be a token.</summary>
    public static byte[]? HashOf(string token) =>
        token.Length == Length && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? SHA256.HashData(Encoding.ASCII.GetBytes(token))
            : null;
}
