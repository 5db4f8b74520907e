using System.Security.Cryptography;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// 130 random bits that can be read over the telephone: no letter that looks like a digit (Crockford's alphabet).
/// </summary>
internal static class PrivacyRequestReference
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As typed by somebody who reads it off a mail; null where it is none.</summary>
    public static string? Parse(string typed) =>
        typed.Length == Length
        && typed.ToLowerInvariant() is var text
        && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal))
            ? text
            : null;
}
