using System.Globalization;

namespace PreferenceCenter.Templates.Styles;

/// <summary>Lengths of style sheets in pixels.</summary>
internal static class CssLength
{
    /// <param name="font">What 1em is.</param>
    /// <param name="whole">What 100% is; null: a percentage says nothing.</param>
    /// <returns>Null where it is no length, as <c>auto</c>.</returns>
    public static double? Pixels(string? text, double font, double? whole)
    {
        text = text?.Trim().ToLowerInvariant() ?? "";
        if (text.Contains('(', StringComparison.Ordinal))
            return CssMath.Of(text, part => Pixels(part, font, whole));
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] is '.' or '-' or '+'))
            digits++;
        if (!double.TryParse(text[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        return text[digits..] switch
        {
            "px" => number,
            "" when number == 0 => 0,
            "pt" => number * 96 / 72,
            "em" => number * font,
            "rem" => number * 16,
            "ex" or "ch" => number * font / 2,
            "pc" => number * 16,
            "in" => number * 96,
            "cm" => number * 96 / 2.54,
            "mm" => number * 96 / 25.4,
            "vw" => number * 10,
            "q" => number * 96 / 101.6,
            "%" when whole is { } all => number * all / 100,
            _ => null,
        };
    }
}
