using System.Security.Cryptography;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// Creates and parses the secret references of privacy requests, in the path of their public pages
/// (<c>/privacy/…</c>): 130 random bits that can be read over the telephone. No letter looks like a digit (Crockford's
/// alphabet). The short one is <see cref="RequestNumber"/>.
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
