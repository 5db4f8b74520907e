using System.Collections.Frozen;

namespace PreferenceCenter.Templates.Styles;

/// <summary>The properties that decide whether something is seen. A property is its place in their list.</summary>
internal static class StyleProperties
{
    /// <summary>Those whose value is computed.</summary>
    private static readonly string[] Computed =
    [
        "display",
        "visibility",
        "opacity",
        "filter",
        "color",
        "-webkit-text-fill-color",
        "background-color",
        "background-image",
        "font-size",
        "line-height",
        "text-indent",
        "position",
        "float",
        "left",
        "top",
        "right",
        "bottom",
        "margin-left",
        "margin-top",
        "overflow",
        "overflow-x",
        "overflow-y",
        "width",
        "max-width",
        "height",
        "max-height",
        "min-height",
        "clip",
        "clip-path",
        "transform",
        "scale",
        "translate",
        "content-visibility",
        "color-scheme",
    ];

    /// <summary>Those that may hide something and are not computed, each with the values that hide nothing.</summary>
    private static readonly FrozenDictionary<string, string[]> Others = new Dictionary<string, string[]>
    {
        ["rotate"] = ["none", "0", "0deg"],
        ["zoom"] = ["normal", "1", "100%"],
        ["mask"] = ["none"],
        ["mask-image"] = ["none"],
        ["mix-blend-mode"] = ["normal"],
        ["offset-path"] = ["none"],
        ["animation-name"] = ["none"],
        ["all"] = [],
        ["-webkit-text-security"] = ["none"],
        ["letter-spacing"] = ["normal"],
        ["margin-inline-start"] = [],
        ["margin-block-start"] = [],
        ["inset-inline-start"] = ["auto"],
        ["inset-block-start"] = ["auto"],
        ["block-size"] = ["auto"],
        ["inline-size"] = ["auto"],
        ["max-block-size"] = ["none"],
        ["max-inline-size"] = ["none"],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string[]> Shorthands = new Dictionary<string, string[]>
    {
        ["font"] = ["font-size", "line-height"],
        ["background"] = ["background-color", "background-image"],
        ["margin"] = ["margin-left", "margin-top"],
        ["inset"] = ["left", "top", "right", "bottom"],
        ["animation"] = ["animation-name"],
        ["margin-inline"] = ["margin-inline-start"],
        ["margin-block"] = ["margin-block-start"],
        ["inset-inline"] = ["inset-inline-start"],
        ["inset-block"] = ["inset-block-start"],
    }.ToFrozenDictionary();

    private static readonly string[] All = [.. Computed, .. Others.Keys];

    private static readonly FrozenDictionary<string, int> Places = All.Index()
        .ToFrozenDictionary(p => p.Item, p => p.Index);

    private static readonly FrozenDictionary<string, string[]> Own = All.ToFrozenDictionary(p => p, p => new[] { p });

    public static int Count => All.Length;

    public static IReadOnlyList<string> Names => All;

    public static int PlaceOf(string property) => Places[property];

    /// <summary>The properties looked at that a declaration sets; none: it is not looked at.</summary>
    public static IReadOnlyList<string> LonghandsOf(string written)
    {
        var name = NameOf(written);
        return Own.GetValueOrDefault(name) ?? Shorthands.GetValueOrDefault(name) ?? [];
    }

    /// <summary>The name that a browser knows a property by: without an old prefix.</summary>
    public static string NameOf(string written)
    {
        var name = written.Replace("\\", "", StringComparison.Ordinal).ToLowerInvariant();
        var plain = name.StartsWith("-webkit-", StringComparison.Ordinal) ? name[8..] : name;
        return
            plain
                is "transform"
                    or "filter"
                    or "opacity"
                    or "animation"
                    or "animation-name"
                    or "clip-path"
                    or "mask"
                    or "mask-image"
            ? plain
            : name;
    }

    /// <summary>The values of a property that is not computed which hide nothing; null: it is computed.</summary>
    public static IReadOnlyList<string>? Harmless(string property) => Others.GetValueOrDefault(property);
}
