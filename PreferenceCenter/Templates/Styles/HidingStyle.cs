using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace PreferenceCenter.Templates.Styles;

/// <summary>Finds the declaration that hides an element with all that is in it.</summary>
internal static partial class HidingStyle
{
    /// <summary>A box less than that wide or high shows nothing of a word.</summary>
    private const double Nothing = 4;

    /// <summary>So far off its place an element is off the canvas.</summary>
    private const double Far = 500;

    /// <returns>The declaration as a style sheet writes it; null where nothing hides the element.</returns>
    public static string? Of(IElement element, DeclaredStyle style, double font, double? line)
    {
        var display = style.Value("display") ?? DefaultStyle.Display(element);
        if (display == "none")
            return "display: none";
        if (
            element.ParentElement is { LocalName: "details" } details
            && !details.HasAttribute("open")
            && element.LocalName != "summary"
        )
            return "details";
        if (style.Empty)
            return null;
        var position = style.Value("position");
        var placed = position is "absolute" or "fixed";
        var block =
            placed
            || display is not ("inline" or "contents") && !display.StartsWith("table", StringComparison.Ordinal)
            || style.Value("float") is "left" or "right";
        return Clipped(style, placed)
            ?? (position is "absolute" or "fixed" or "relative" ? OffPlace(style, font) : null)
            ?? (block ? Flat(style, font, line) ?? Moved(style, font) ?? Transformed(style, font) : null);
    }

    private static string? Flat(DeclaredStyle style, double font, double? line)
    {
        if (style.Value("content-visibility") == "hidden")
            return "content-visibility: hidden";
        if (!Hides(style.Value("overflow")) && !Hides(style.Value("overflow-x")) && !Hides(style.Value("overflow-y")))
            return null;
        foreach (var side in (ReadOnlySpan<string>)["height", "max-height", "width", "max-width"])
            if (
                style.Value(side) is { } declared
                && CssLength.Pixels(declared, font, null) < Nothing
                && !(side == "height" && CssLength.Pixels(style.Value("min-height"), font, null) >= Nothing)
            )
                return $"{side}: {declared}; overflow: hidden";
        return line < Nothing && style.Value("height") is null && style.Value("min-height") is null
            ? "line-height: 0; overflow: hidden"
            : null;
    }

    private static bool Hides(string? overflow) =>
        overflow is not null && !overflow.Contains("visible", StringComparison.Ordinal);

    private static string? OffPlace(DeclaredStyle style, double font)
    {
        foreach (var side in (ReadOnlySpan<string>)["left", "top", "right", "bottom"])
            if (
                style.Value(side) is { } declared
                && CssLength.Pixels(declared, font, Screen.Desktop) is { } moved
                && (moved <= -Far || moved >= 4 * Far)
            )
                return $"{side}: {declared}";
        return null;
    }

    private static string? Moved(DeclaredStyle style, double font)
    {
        foreach (var side in (ReadOnlySpan<string>)["margin-left", "margin-top"])
            if (style.Value(side) is { } declared && CssLength.Pixels(declared, font, null) <= -Far)
                return $"{side}: {declared}";
        return null;
    }

    private static string? Transformed(DeclaredStyle style, double font)
    {
        if (style.Value("scale") is { } scale && scale.Split(' ').Any(n => Fraction(n) is < 0.2 and > -0.2))
            return $"scale: {scale}";
        if (
            style.Value("translate") is { } moved
            && moved.Split(' ').Any(n => CssLength.Pixels(n, font, null) is <= -Far or >= 4 * Far)
        )
            return $"translate: {moved}";
        if (style.Value("transform") is not { } transform)
            return null;
        foreach (Match function in Function().Matches(transform))
        {
            var numbers = function.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries);
            var name = function.Groups[1].Value.ToLowerInvariant();
            if (
                name.StartsWith("scale", StringComparison.Ordinal) && numbers.Any(n => Number(n) is < 0.2 and > -0.2)
                || name.StartsWith("translate", StringComparison.Ordinal)
                    && numbers.Any(n => CssLength.Pixels(n, font, null) is <= -Far or >= 4 * Far)
            )
                return $"transform: {transform}";
        }
        return null;
    }

    private static string? Clipped(DeclaredStyle style, bool placed)
    {
        if (placed && style.Value("clip") is { } clip && Function().Match(clip) is { Success: true } rect)
        {
            var sides = rect.Groups[2].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (
                sides.Length == 4
                && Array.ConvertAll(sides, s => CssLength.Pixels(s, 16, null))
                    is [var top, var right, var bottom, var left]
                && (bottom - top < Nothing || right - left < Nothing)
            )
                return $"clip: {clip}";
        }
        if (style.Value("clip-path") is not { } path || Function().Match(path) is not { Success: true } shape)
            return null;
        var numbers = Numbers().Matches(shape.Groups[2].Value).Select(m => Number(m.Value) ?? 0).ToArray();
        return shape.Groups[1].Value.ToLowerInvariant() switch
        {
            "inset" when shape.Groups[2].Value.Contains('%') && numbers.Length > 0 && numbers[0] >= 50 => true,
            "circle" or "ellipse" when numbers.Length > 0 && numbers[0] == 0 => true,
            "polygon" or "rect" when numbers.All(n => n == 0) => true,
            _ => false,
        }
            ? $"clip-path: {path}"
            : null;
    }

    private static double? Fraction(string text) =>
        CssMath.Number(text.TrimEnd('%')) is { } number
            ? text.EndsWith('%')
                ? number / 100
                : number
            : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"([\w-]+)\(([^()]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Function();

    [GeneratedRegex(@"-?[0-9]*\.?[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
