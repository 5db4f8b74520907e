using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>Keys of topics, categories and forms: proposes one for a name, and says whether one is well formed.</summary>
internal static partial class TopicKeys
{
    private const int Longest = 64;

    // Letters that are no Latin letter with a mark.
    private static readonly Dictionary<char, string> Latin = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['ø'] = "o",
        ['œ'] = "oe",
        ['ł'] = "l",
        ['đ'] = "d",
        ['а'] = "a",
        ['б'] = "b",
        ['в'] = "v",
        ['г'] = "g",
        ['д'] = "d",
        ['е'] = "e",
        ['ж'] = "zh",
        ['з'] = "z",
        ['и'] = "i",
        ['к'] = "k",
        ['л'] = "l",
        ['м'] = "m",
        ['н'] = "n",
        ['о'] = "o",
        ['п'] = "p",
        ['р'] = "r",
        ['с'] = "s",
        ['т'] = "t",
        ['у'] = "u",
        ['ф'] = "f",
        ['х'] = "kh",
        ['ц'] = "ts",
        ['ч'] = "ch",
        ['ш'] = "sh",
        ['щ'] = "shch",
        ['ы'] = "y",
        ['э'] = "e",
        ['ю'] = "yu",
        ['я'] = "ya",
        ['ъ'] = "",
        ['ь'] = "",
    };

    /// <returns>A key like the name; empty where the name has nothing that a key can have.</returns>
    public static string Of(string name)
    {
        var key = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterOrDigit(letter))
                key.Append(letter);
            else if (Latin.TryGetValue(letter, out var letters))
                key.Append(letters);
            else if (
                CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark
                && key.Length > 0
                && key[^1] != '-'
            )
                key.Append('-');
        return key.ToString()[..Math.Min(key.Length, Longest)].Trim('-');
    }

    public static bool IsWellFormed(string key) => key.Length <= Longest && Form().IsMatch(key);

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex Form();
}
