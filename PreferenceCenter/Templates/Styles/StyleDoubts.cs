using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace PreferenceCenter.Templates.Styles;

/// <summary>What an element and its ancestors declare that may hide it and is not understood here.</summary>
internal sealed partial class StyleDoubts
{
    private const double Far = -500;

    public static readonly StyleDoubts None = new(null, ImmutableDictionary<string, string>.Empty);

    private readonly string? own;
    private readonly ImmutableDictionary<string, string> inherited;

    private StyleDoubts(string? own, ImmutableDictionary<string, string> inherited) =>
        (this.own, this.inherited) = (own, inherited);

    /// <summary>One of them, as a style sheet writes it; null: all is understood.</summary>
    public string? First => own ?? inherited.Values.FirstOrDefault();

    /// <summary>Those of an element inside.</summary>
    /// <param name="unsure">Custom properties of which nobody knows here what they stand for.</param>
    public StyleDoubts Within(IElement element, DeclaredStyle style, IReadOnlySet<string> unsure)
    {
        if (own is not null)
            return this;
        if (DefaultStyle.IsFallback(element))
            return new StyleDoubts($"<{element.LocalName}>", inherited);
        // A link has a colour of its own, unless it is told to take that of the text around it.
        var passed = element.LocalName == "a" && !TakesColor(style) ? inherited.Remove("color") : inherited;
        if (style.Doubt is { } condition)
            return new StyleDoubts(condition, passed);
        if (style.Empty)
            return passed == inherited ? this : new StyleDoubts(null, passed);
        foreach (var property in StyleProperties.Names)
            if (Of(style, property, unsure) is not { } doubt)
                passed = Settles(property, style) ? passed.Remove(property) : passed;
            else if (IsInherited(property))
                passed = passed.SetItem(property, doubt);
            else
                return new StyleDoubts(doubt, passed);
        return new StyleDoubts(null, passed);
    }

    private static bool TakesColor(DeclaredStyle style) =>
        style.Value("color") is { } color && (IsWide(color) || IsCurrent(color));

    private static string? Of(DeclaredStyle style, string property, IReadOnlySet<string> unsure)
    {
        foreach (var (declarations, _) in style.All)
            if (declarations[StyleProperties.PlaceOf(property)] is { Doubt: true } doubtful)
                return doubtful.Value;
        if (style.Winner(property) is not { } winner || style.Value(property) is not { } value)
            return null;
        var referred =
            winner.Written is not null && unsure.Any(n => winner.Value.Contains(n, StringComparison.Ordinal));
        return referred || !Understood(property, value) ? $"{winner.Written ?? property}: {winner.Value}" : null;
    }

    private static bool IsInherited(string property) =>
        property
            is "color"
                or "-webkit-text-fill-color"
                or "visibility"
                or "font-size"
                or "line-height"
                or "text-indent"
                or "letter-spacing";

    // What an element inside declares anew, and not as a part of what it inherits.
    private static bool Settles(string property, DeclaredStyle style) =>
        style.Value(property) is { } value
        && !IsWide(value)
        && (
            (property == "color" && !IsCurrent(value))
            || property is "-webkit-text-fill-color" or "visibility"
            || value.EndsWith("px", StringComparison.Ordinal)
            || value.EndsWith("pt", StringComparison.Ordinal)
        );

    private static bool Understood(string property, string value) =>
        value is "unset" or "initial"
        || property switch
        {
            _ when value is "revert" or "revert-layer" => false,
            "opacity" => CssMath.Number(value.TrimEnd('%')) is not null,
            "filter" => Functions(value, ["opacity"]),
            "transform" => Functions(
                value,
                [
                    "scale",
                    "scalex",
                    "scaley",
                    "scale3d",
                    "translate",
                    "translatex",
                    "translatey",
                    "translate3d",
                    "rotate",
                    "rotatez",
                ]
            ),
            "color" or "-webkit-text-fill-color" or "background-color" => IsWide(value)
                || IsCurrent(value)
                || Rgba.Parse(value) is not null,
            "clip-path" => value is "none" || Edge().IsMatch(value),
            "clip" => value is "auto" || Functions(value, ["rect"]),
            "background-image" => true,
            "scale" => value.Split(' ').All(n => n is "none" || CssMath.Number(n.TrimEnd('%')) is not null),
            "translate" => value.Split(' ').All(n => n is "none" || CssLength.Pixels(n, 16, 100) is not null),
            "letter-spacing" => value == "normal" || CssLength.Pixels(value, 16, null) is > -4,
            "margin-inline-start" or "margin-block-start" or "inset-inline-start" or "inset-block-start" => value
                == "auto"
                || CssLength.Pixels(value, 16, Screen.Phone) is > Far,
            "block-size" or "inline-size" or "max-block-size" or "max-inline-size" => value is "auto" or "none"
                || CssLength.Pixels(value, 16, Screen.Phone) is > 16,
            "line-height" when CssMath.Number(value) is not null => true,
            _ when StyleProperties.Harmless(property) is { } harmless => harmless.Contains(value),
            _ => Word().IsMatch(value) || CssLength.Pixels(value, 16, 100) is not null,
        };

    private static bool IsWide(string value) => value is "inherit" or "unset" or "initial";

    private static bool IsCurrent(string value) => value.Equals("currentcolor", StringComparison.OrdinalIgnoreCase);

    private static bool Functions(string value, string[] known) =>
        value == "none"
        || value
            .Split(')', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(part =>
                part.IndexOf('(', StringComparison.Ordinal) is > 0 and var open
                && known.Contains(part[..open].ToLowerInvariant())
                && part.IndexOf('(', open + 1) < 0
            );

    [GeneratedRegex(@"^[a-z -]+\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^inset\((0(px|%)?\s*)+(round .*)?\)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Edge();
}
