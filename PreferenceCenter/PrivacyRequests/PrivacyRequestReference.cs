using System.Security.Cryptography;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// Creates and parses reference numbers of privacy requests: 130 random bits that can be read over the telephone. No
/// letter looks like a digit (Crockford's alphabet).
/// </summary>
internal static class PrivacyRequestReference
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Normalises a typed reference; null if it is not one.</summary>
    public static string? Parse(string typed) =>
        typed.Length == Length
        && typed.ToLowerInvariant() is var text
        && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal))
            ? text
            : null;
}
