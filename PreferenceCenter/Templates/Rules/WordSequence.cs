using System.Text.RegularExpressions;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Finds words in a text whatever stands between them: line breaks, commas, bars.</summary>
internal static partial class WordSequence
{
    public static bool IsIn(string words, string text) =>
        Plain(words) is { Length: > 1 } plain && Plain(text).Contains(plain, StringComparison.Ordinal);

    private static string Plain(string text) =>
        $" {string.Join(' ', Word().Matches(text.Normalize(System.Text.NormalizationForm.FormC).ToLowerInvariant()).Select(m => m.Value))} ";

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
