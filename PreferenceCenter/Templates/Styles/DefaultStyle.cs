using System.Collections.Frozen;
using AngleSharp.Dom;

namespace PreferenceCenter.Templates.Styles;

/// <summary>What browsers give elements before any style sheet, and what attributes of HTML say about style.</summary>
internal static class DefaultStyle
{
    private static readonly FrozenSet<string> Unrendered = FrozenSet.Create(
        "head",
        "style",
        "script",
        "title",
        "meta",
        "link",
        "base",
        "template",
        "datalist",
        "area",
        "param",
        "noembed",
        "noframes",
        "rp"
    );

    /// <summary>What stands in them is shown only by programs that do not know them, or drawn as no page is.</summary>
    private static readonly FrozenSet<string> Fallbacks = FrozenSet.Create(
        "noscript",
        "object",
        "video",
        "audio",
        "canvas",
        "svg",
        "math",
        "select",
        "progress",
        "meter",
        "frameset"
    );

    private static readonly FrozenSet<string> InSvg = FrozenSet.Create(
        "defs",
        "symbol",
        "clippath",
        "mask",
        "pattern",
        "marker"
    );

    private static readonly FrozenSet<string> Inline = FrozenSet.Create(
        "a",
        "span",
        "b",
        "i",
        "em",
        "strong",
        "font",
        "small",
        "big",
        "u",
        "s",
        "sub",
        "sup",
        "abbr",
        "code",
        "cite",
        "label",
        "mark",
        "q",
        "time",
        "img",
        "br",
        "del",
        "ins",
        "kbd",
        "samp",
        "tt",
        "strike",
        "bdo",
        "bdi",
        "o:p"
    );

    private static readonly FrozenSet<string> Cells = FrozenSet.Create("td", "th", "tr", "tbody", "thead", "tfoot");

    private static readonly double[] FontSizes = [10, 13, 16, 18, 24, 32, 48];

    /// <summary>Whether nobody knows here if what stands in an element is shown.</summary>
    public static bool IsFallback(IElement element) => Fallbacks.Contains(element.LocalName);

    public static string Display(IElement element) =>
        Unrendered.Contains(element.LocalName)
        || element.HasAttribute("hidden")
        || element.HasAttribute("popover")
        || InSvg.Contains(element.LocalName) && element.NamespaceUri == NamespaceNames.SvgUri
        || element.LocalName == "dialog" && !element.HasAttribute("open")
        || element.LocalName == "input" && element.GetAttribute("type") == "hidden"
            ? "none"
        : Inline.Contains(element.LocalName) || element.LocalName.Contains(':') || element.LocalName.Contains('-')
            ? "inline"
        : Cells.Contains(element.LocalName) ? "table-cell"
        : "block";

    /// <summary>The size of letters, where the element has one of its own.</summary>
    public static double? Font(IElement element, double parent) =>
        element.LocalName switch
        {
            "h1" => parent * 2,
            "h2" => parent * 1.5,
            "h3" => parent * 1.17,
            "h5" => parent * 0.83,
            "h6" => parent * 0.67,
            "small" or "sub" or "sup" => parent * 0.83,
            "big" => parent * 1.2,
            "font" when FontAttribute(element.GetAttribute("size")) is { } size => size,
            "table" when element.Owner?.CompatMode == "BackCompat" => 16,
            _ => null,
        };

    public static Rgba? Color(IElement element, bool darkCanvas) =>
        element.LocalName switch
        {
            "a" when element.HasAttribute("href") => Rgba.Parse(element.Owner?.Body?.GetAttribute("link"))
                ?? (darkCanvas ? Rgba.Of(158, 158, 255) : Rgba.Of(0, 0, 238)),
            "font" => Rgba.Parse(element.GetAttribute("color")),
            "body" => Rgba.Parse(element.GetAttribute("text")),
            "mark" => Rgba.Black,
            _ => null,
        };

    public static Rgba? Ground(IElement element) =>
        element.LocalName switch
        {
            "body" or "table" or "td" or "th" or "tr" or "tbody" or "thead" or "tfoot" => Rgba.Parse(
                element.GetAttribute("bgcolor")
            ),
            "mark" => Rgba.Of(255, 255, 0),
            _ => null,
        };

    public static bool HasPicture(IElement element) =>
        element.LocalName is "body" or "table" or "td" or "th" && element.HasAttribute("background");

    private static double? FontAttribute(string? text) =>
        !int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var size)
            ? null
            : FontSizes[Math.Clamp((text[0] is '+' or '-' ? 3 + size : size) - 1, 0, 6)];
}
