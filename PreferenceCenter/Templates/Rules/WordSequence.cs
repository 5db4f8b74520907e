using System.Text;

namespace PreferenceCenter.Templates.Rules;

/// <summary>A text as its words alone, in which others are found whatever stands between them: line breaks, commas.</summary>
internal sealed class WordSequence
{
    private readonly string words;

    public WordSequence(string text) => words = Plain(text);

    public bool Has(string phrase) =>
        Plain(phrase) is { Length: > 1 } plain && words.Contains(plain, StringComparison.Ordinal);

    // A space before and after each word, so that none is found within another.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(" ", text.Length + 2);
        foreach (var c in text.IsNormalized() ? text : Composed(text))
            if (
                char.IsLetterOrDigit(c)
                || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            )
                plain.Append(char.ToLowerInvariant(c));
            else if (plain[^1] != ' ')
                plain.Append(' ');
        return plain[^1] == ' ' ? plain.ToString() : plain.Append(' ').ToString();
    }

    // Half a surrogate pair is no text that can be composed.
    private static string Composed(string text) =>
        string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC);
}
