using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Domain;

/// <summary>
/// Finds words that shame or frighten people into consenting, or out of leaving. They were seen on such pages (EDPB
/// Guidelines 03/2022: stirring). A list finds only what it contains: it warns writers and does not replace a reader. Each language has one, a pattern
/// a line, in Domain/Confirmshaming.
/// </summary>
internal static class ConfirmshamingWords
{
    private static readonly FrozenDictionary<string, string[]> ByLanguage = Languages
        .All.Select(language => (language, Words: Read(language)))
        .ToFrozenDictionary(list => list.language, list => list.Words);

    /// <summary>The first pattern found in a text of that language; null where none is found.</summary>
    public static string? FoundIn(string text, string language) =>
        ByLanguage
            .GetValueOrDefault(language)
            ?.FirstOrDefault(word =>
                Regex.IsMatch(
                    text.Replace('’', '\''),
                    @"(?<!\p{L})(?:" + word + ")",
                    RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
                )
            );

    private static string[] Read(string language)
    {
        using var list = typeof(ConfirmshamingWords).Assembly.GetManifestResourceStream("confirmshaming." + language);
        return list is null
            ? []
            : new StreamReader(list).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
