namespace PreferenceCenter.Domain;

/// <summary>
/// Finds words that shame or frighten people into consenting, or out of leaving. They were seen on such pages (EDPB
/// Guidelines 03/2022: stirring). A list finds only what it contains: it warns writers and does not replace a reader.
/// Each language has one in Domain/Confirmshaming.
/// </summary>
internal static class ConfirmshamingWords
{
    private static readonly WordPatterns Patterns = new("confirmshaming");

    /// <summary>The first pattern found in a text of that language; null where none is found.</summary>
    public static string? FoundIn(string text, string language) => Patterns.FoundIn(text, language);
}
