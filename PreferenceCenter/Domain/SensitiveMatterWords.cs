namespace PreferenceCenter.Domain;

/// <summary>
/// Finds whether a text names what makes data special (GDPR article 9(1)): health, religion or belief, politics, sex
/// life or orientation, union membership, ethnic origin. Consent to such data is explicit only where its words name the
/// matter (article 9(2)(a)). Each language has a list in Domain/SensitiveMatter.
/// </summary>
internal static class SensitiveMatterWords
{
    private static readonly WordPatterns Patterns = new("sensitive-matter");

    public static bool NamedIn(string text, string language) => Patterns.FoundIn(text, language) is not null;

    /// <summary>Whether a text of an unknown language names one.</summary>
    public static bool NamedIn(string text) => Languages.All.Any(language => NamedIn(text, language));
}
