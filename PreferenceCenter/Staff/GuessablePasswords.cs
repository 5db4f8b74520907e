namespace PreferenceCenter.Staff;

/// <summary>
/// Whether a password would be guessed: common ones, words and names, rows of keys, dates, repetitions, and what
/// everybody knows about the account and the site (ASVS 5.0 6.2.4, 6.2.12). Measured as zxcvbn does, of whose scores
/// from 0 to 4 three is asked.
/// </summary>
internal static class GuessablePasswords
{
    private const int LeastScore = 3;

    // Enough to tell, and what a very long one costs is bounded.
    private const int LooksAt = 64;
    private static readonly char[] Parts = ['@', '.', '-', '_', '+', ' '];

    /// <param name="password">As it was typed.</param>
    /// <param name="known">What an attacker knows: the name of the site and the address of the account.</param>
    public static bool Include(string password, params IEnumerable<string?> known)
    {
        var words = known
            .OfType<string>()
            .Select(word => word.ToLowerInvariant())
            .SelectMany(word => word.Split(Parts, StringSplitOptions.RemoveEmptyEntries).Append(word))
            .Where(word => word.Length > 2)
            .Distinct()
            .ToArray();
        return Zxcvbn.Zxcvbn.MatchPassword(password[..Math.Min(password.Length, LooksAt)], words).Score < LeastScore;
    }
}
