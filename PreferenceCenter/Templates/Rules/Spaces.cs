using System.Text;

namespace PreferenceCenter.Templates.Rules;

/// <summary>White space in texts.</summary>
internal static class Spaces
{
    /// <summary>The text with one space wherever it has some.</summary>
    public static string Single(string text)
    {
        var single = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsWhiteSpace(c) && c is not ('\u200B' or '\u2060' or '\uFEFF' or '\u00AD' or '\u034F'))
                single.Append(c);
            else if (single.Length > 0 && single[^1] != ' ')
                single.Append(' ');
        return single.ToString().TrimEnd(' ');
    }
}
