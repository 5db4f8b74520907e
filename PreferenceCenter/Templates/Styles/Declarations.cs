using System.Collections.Frozen;
using AngleSharp.Css.Dom;

namespace PreferenceCenter.Templates.Styles;

/// <summary>What one rule, or one style attribute, declares of the properties that are looked at.</summary>
internal sealed class Declarations
{
    /// <summary>The properties that are looked at; a property is its place in this list.</summary>
    private static readonly FrozenDictionary<string, int> Places = new[]
    {
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
        "content-visibility",
        "color-scheme",
    }
        .Index()
        .ToFrozenDictionary(property => property.Item, property => property.Index, StringComparer.OrdinalIgnoreCase);

    private readonly string?[] values = new string?[Places.Count];
    private readonly bool[] important = new bool[Places.Count];

    private Declarations() { }

    /// <summary>Null where nothing is declared that is looked at.</summary>
    public static Declarations? Of(ICssStyleDeclaration? style)
    {
        Declarations? declared = null;
        if (style is null)
            return null;
        foreach (var property in style)
            if (Places.TryGetValue(property.Name, out var place) && property.Value is { Length: > 0 } value)
            {
                declared ??= new Declarations();
                (declared.values[place], declared.important[place]) = (value, property.IsImportant);
            }
        return declared;
    }

    public static int PlaceOf(string property) => Places[property];

    public (string? Value, bool Important) this[int place] => (values[place], important[place]);
}
