using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PreferenceCenter.Data;

namespace PreferenceCenter.Staff;

/// <summary>
/// Hashes and verifies passwords of staff: PBKDF2 with HMAC-SHA-512 and the number of iterations that OWASP's Password
/// Storage Cheat Sheet recommends.
/// </summary>
internal static class StaffPasswords
{
    public const int Shortest = 12;
    public const int Longest = 128;
    private const int Iterations = 210_000;
    private static readonly PasswordHasher<StaffAccount> Hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = Iterations })
    );

    // Verified if the account is unknown, so that this takes as long as a wrong password (SEC-12).
    private static readonly Lazy<string> DummyHash = new(() => Hash(Guid.AllBitsSet.ToString()));

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    public static bool Verify(string? hash, string password)
    {
        var matches =
            Hasher.VerifyHashedPassword(null!, hash ?? DummyHash.Value, password.Length <= Longest ? password : "")
            != PasswordVerificationResult.Failed;
        return matches && hash is not null;
    }

    /// <summary>Creates a random password: 96 bits, in characters that are not mistaken for each other.</summary>
    public static string Make() =>
        System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20);
}
