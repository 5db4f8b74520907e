using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Domain;

/// <summary>Lists of words that texts are looked through for: one a language, a pattern a line, each the beginning of a word.</summary>
internal sealed class WordPatterns(string list)
{
    private readonly FrozenDictionary<string, string[]> byLanguage = Languages.All.ToFrozenDictionary(
        language => language,
        language => Read(list + "." + language)
    );

    /// <summary>The first pattern found in a text of that language; null where none is found.</summary>
    public string? FoundIn(string text, string language) =>
        byLanguage
            .GetValueOrDefault(language)
            ?.FirstOrDefault(word =>
                Regex.IsMatch(
                    text.Replace('’', '\''),
                    @"(?<!\p{L})(?:" + word + ")",
                    RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
                )
            );

    private static string[] Read(string name)
    {
        using var list = typeof(WordPatterns).Assembly.GetManifestResourceStream(name);
        return list is null
            ? []
            : new StreamReader(list).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
