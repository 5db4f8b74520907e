using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PreferenceCenter.Data;

namespace PreferenceCenter.Staff;

/// <summary>
/// How passwords are kept: PBKDF2 with HMAC-SHA-512, as often as OWASP's Password Storage Cheat Sheet asks.
/// </summary>
internal static class StaffPasswords
{
    public const int Shortest = 12;
    public const int Longest = 128;
    private const int Iterations = 210_000;
    private static readonly PasswordHasher<StaffAccount> Hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = Iterations })
    );

    // Verified in place of a hash nobody has: an unknown address takes as long as a wrong password (SEC-12).
    private static readonly Lazy<string> Nobodys = new(() => Hash(Guid.AllBitsSet.ToString()));

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    public static bool Verify(string? hash, string password)
    {
        var fits =
            Hasher.VerifyHashedPassword(null!, hash ?? Nobodys.Value, password.Length <= Longest ? password : "")
            != PasswordVerificationResult.Failed;
        return fits && hash is not null;
    }

    /// <summary>
    /// One that nobody need remember: 96 random bits in letters that are not mistaken for each other.
    /// </summary>
    public static string Make() =>
        System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20);
}
