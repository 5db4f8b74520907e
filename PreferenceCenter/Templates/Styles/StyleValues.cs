using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;

namespace PreferenceCenter.Templates.Styles;

/// <summary>Reads the values of declarations, and writes them in one way.</summary>
internal sealed class StyleValues(CssParser parser)
{
    private readonly Dictionary<(string Name, string Value), ICssStyleDeclaration?> known = [];

    /// <summary>Whether a value refers to what stands elsewhere.</summary>
    public static bool Refers(string value) => value.Contains("var(", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether some browser may know a value that is not known here: not what is plainly a slip.</summary>
    public static bool MayBeSound(string value) => value.Length > 0 && !value.Contains('!', StringComparison.Ordinal);

    /// <summary>The value of a property by a declaration of it or of its shorthand; null where it is not understood.</summary>
    public string? Of(string written, string value, string property)
    {
        // Which of the two holds is decided by the scheme, and a parser does not know it.
        if (value.Contains("light-dark(", StringComparison.OrdinalIgnoreCase))
            return null;
        var name = StyleProperties.NameOf(written);
        if (!known.TryGetValue((name, value), out var style))
            known[(name, value)] = style = Parse(name, value);
        return style is null ? null
            : style.GetPropertyValue(property) is { Length: > 0 } found ? found
            : name == property && style.Length > 0 ? value.ToLowerInvariant()
            : null;
    }

    private ICssStyleDeclaration? Parse(string name, string value) =>
        parser.ParseDeclaration($"{name}:{value}") is { Length: > 0 } style
            ? style
            : parser.ParseDeclaration($"{name}:{value.ToLowerInvariant()}");
}
