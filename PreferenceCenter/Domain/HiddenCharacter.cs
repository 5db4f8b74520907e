using System.Globalization;
using System.Text;

namespace PreferenceCenter.Domain;

/// <summary>
/// A character that nobody sees: Unicode's Default_Ignorable_Code_Point, control characters, and every white space but
/// the ordinary one. Copied text carries them at its ends (Windows puts U+202A before what is copied from a dialog),
/// where they are dropped; inside an address they would make two addresses look like one.
/// </summary>
internal static class HiddenCharacter
{
    // DerivedCoreProperties.txt. Beyond the categories, because Hangul fillers are letters and selectors are marks.
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    ];

    public static bool Is(Rune rune) =>
        rune.IsAscii
            ? Rune.IsControl(rune)
            : IsIgnorable(rune)
                || Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.SpaceSeparator
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator;

    /// <summary>The text without white space and hidden characters at its ends.</summary>
    public static string Trim(string text)
    {
        var (begins, ends) = (0, text.Length);
        while (begins < ends && Rune.TryGetRuneAt(text, begins, out var rune) && MayGo(rune))
            begins += rune.Utf16SequenceLength;
        while (ends > begins && LastOf(text.AsSpan(begins, ends - begins)) is { } rune && MayGo(rune))
            ends -= rune.Utf16SequenceLength;
        return ends - begins == text.Length ? text : text[begins..ends];
    }

    /// <summary>How people find it, such as <c>U+200B</c>; null if the text holds none.</summary>
    public static string? FirstIn(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (Is(rune))
                return $"U+{rune.Value.ToString("X4", CultureInfo.InvariantCulture)}";
        return null;
    }

    /// <summary>The first one that trimming leaves, as people find it; null if there is none.</summary>
    public static string? Inside(string? text) => FirstIn(Trim(text ?? ""));

    /// <summary>
    /// The first one inside a name or postal address that is no gap and shapes no letter beside it, as joiners and selectors
    /// do; null if there is none.
    /// </summary>
    public static string? InsideName(string text)
    {
        foreach (var rune in Trim(text).EnumerateRunes())
            if (!Rune.IsWhiteSpace(rune) && rune.Value is not (0x200C or 0x200D or 0xFE0E or 0xFE0F) && Is(rune))
                return FirstIn(rune.ToString());
        return null;
    }

    // NUL stays: CleanText knows what is to be done with it.
    private static bool MayGo(Rune rune) => Rune.IsWhiteSpace(rune) || (rune.Value != 0 && Is(rune));

    private static Rune? LastOf(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == System.Buffers.OperationStatus.Done ? rune : null;

    private static bool IsIgnorable(Rune rune)
    {
        foreach (var (first, last) in Ignorable)
            if (rune.Value >= first && rune.Value <= last)
                return true;
        return false;
    }
}
