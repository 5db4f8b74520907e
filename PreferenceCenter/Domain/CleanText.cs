using System.Text;

namespace PreferenceCenter.Domain;

/// <summary>
/// Cleans text from outside: removes NUL and replaces a lone surrogate by U+FFFD, since a database or a signature
/// cannot hold them.
/// </summary>
internal static class CleanText
{
    /// <summary>The cleaned text, cut to that many characters; a surrogate pair is never split.</summary>
    public static string? Of(string? text, int maxLength)
    {
        if (text is null)
            return null;
        if (text.Length > maxLength)
            text = text[..(maxLength > 0 && IsPair(text, maxLength - 1) ? maxLength - 1 : maxLength)];
        if (!NeedsCleaning(text))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value != 0)
                clean.Append(rune.ToString());
        return clean.ToString();
    }

    private static bool NeedsCleaning(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return true;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!IsPair(text, i++))
                return true;
        }
        return false;
    }

    private static bool IsPair(string text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
}
