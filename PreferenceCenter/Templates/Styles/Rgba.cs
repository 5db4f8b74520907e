using System.Globalization;
using AngleSharp.Css.Values;

namespace PreferenceCenter.Templates.Styles;

/// <summary>A colour with its opacity, each from 0 to 1.</summary>
internal readonly record struct Rgba(double R, double G, double B, double A)
{
    public static readonly Rgba White = new(1, 1, 1, 1);
    public static readonly Rgba Black = new(0, 0, 0, 1);
    public static readonly Rgba Transparent = new(0, 0, 0, 0);

    public static Rgba Of(byte r, byte g, byte b) => new(r / 255.0, g / 255.0, b / 255.0, 1);

    /// <summary>This colour as it looks on a ground.</summary>
    public Rgba Over(Rgba ground) =>
        new(R * A + ground.R * (1 - A), G * A + ground.G * (1 - A), B * A + ground.B * (1 - A), A + ground.A * (1 - A));

    /// <summary>The contrast ratio of two opaque colours, from 1 to 21 (WCAG 2.2).</summary>
    public static double Contrast(Rgba one, Rgba other)
    {
        var (a, b) = (one.Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    private static double Linear(double c) => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    /// <summary>A colour as style sheets and attributes of HTML write it; null where it is none.</summary>
    public static Rgba? Parse(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.StartsWith("rgb", StringComparison.OrdinalIgnoreCase))
            return ParseFunction(text);
        var hex = text[0] == '#' ? text[1..] : text;
        if (text.Equals("transparent", StringComparison.OrdinalIgnoreCase))
            return Transparent;
        if (CssColorValue.FromName(text) is { } named)
            return Of(named);
        return hex.All(char.IsAsciiHexDigit) && CssColorValue.TryFromHex(hex, out var color) ? Of(color) : null;
    }

    private static Rgba Of(CssColorValue color) =>
        new(color.R / 255.0, color.G / 255.0, color.B / 255.0, color.A / 255.0);

    private static Rgba? ParseFunction(string text)
    {
        var (open, close) = (text.IndexOf('('), text.LastIndexOf(')'));
        if (open < 0 || close < open)
            return null;
        Span<double> values = [0, 0, 0, 1];
        var parts = text[(open + 1)..close].Split([',', ' ', '/'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 3 or > 4)
            return null;
        for (var i = 0; i < parts.Length; i++)
        {
            var percent = parts[i].EndsWith('%');
            if (
                !double.TryParse(parts[i].TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            )
                return null;
            values[i] = Math.Clamp(
                percent ? value / 100
                    : i < 3 ? value / 255
                    : value,
                0,
                1
            );
        }
        return new Rgba(values[0], values[1], values[2], values[3]);
    }
}
