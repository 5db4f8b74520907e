using System.Buffers;
using System.Globalization;
using System.Text;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>
/// A character that steers what shows or reads a text instead of being shown: C0 and C1 controls and DEL, the separators
/// of lines and paragraphs, and what turns the direction of the text around it. In a terminal they move the cursor or
/// forge a line, in a header of an email they begin the next one.
/// </summary>
/// <remarks>
/// Fewer than what an address must not hold: names have joiners, marks of direction and spaces that do not break.
/// </remarks>
internal static class ControlCharacter
{
    private static readonly SearchValues<char> All = SearchValues.Create([
        .. Enumerable
            .Range(0, 0x20)
            .Concat(Enumerable.Range(0x7F, 0x21))
            .Concat(Enumerable.Range(0x2028, 7))
            .Concat(Enumerable.Range(0x2066, 4))
            .Select(c => (char)c),
    ]);

    public static bool Is(char c) => All.Contains(c);

    public static bool StandsIn(ReadOnlySpan<char> text) => text.ContainsAny(All);

    /// <summary>How people find the first one, such as <c>U+001B</c>; null if the text holds none.</summary>
    public static string? FirstIn(string? text) =>
        text.AsSpan().IndexOfAny(All) is >= 0 and var at
            ? $"U+{((int)text![at]).ToString("X4", CultureInfo.InvariantCulture)}"
            : null;

    /// <summary>The text on one line: breaks and tabs are spaces, all others are gone.</summary>
    public static string? Remove(string? text)
    {
        if (!StandsIn(text))
            return text;
        var clean = new StringBuilder(text!.Length);
        foreach (var c in text)
            if (!Is(c))
                clean.Append(c);
            else if (c is '\t' or '\n' or '\r' or '\u0085' or '\u2028' or '\u2029' && clean is { Length: > 0 })
                clean.Append(clean[^1] == ' ' ? "" : " ");
        return clean.ToString().Trim();
    }

    /// <summary>The text with each of them written as <c>\u001B</c>, which JSON reads as the character it was.</summary>
    /// <param name="keeps">Those that stay.</param>
    public static string Escape(string text, ReadOnlySpan<char> keeps = default)
    {
        if (!StandsIn(text))
            return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
            if (!Is(c) || keeps.Contains(c))
                safe.Append(c);
            else
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        return safe.ToString();
    }
}
