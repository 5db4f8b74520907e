using System.Text.RegularExpressions;

namespace PreferenceCenter.Templates.Rules;

/// <summary>White space in texts.</summary>
internal static partial class Spaces
{
    /// <summary>The text with one space wherever it has some.</summary>
    public static string Single(string text) => Some().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\s\u200B\u2060\uFEFF\u00AD\u034F]+", RegexOptions.CultureInvariant)]
    private static partial Regex Some();
}
