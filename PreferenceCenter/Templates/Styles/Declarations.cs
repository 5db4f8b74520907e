using PreferenceCenter.Templates.Messages;

namespace PreferenceCenter.Templates.Styles;

/// <summary>What one rule, or one style attribute, declares of the properties that are looked at.</summary>
internal sealed class Declarations
{
    private readonly Dictionary<string, (string Value, bool Important)> custom = new(StringComparer.Ordinal);
    private readonly Declared?[] values = new Declared?[StyleProperties.Count];

    private Declarations() { }

    /// <summary>Null where nothing is declared that is looked at.</summary>
    public static Declarations? Of(string block, StyleValues values)
    {
        Declarations? declared = null;
        foreach (var (written, value) in StyleBlocks.Declarations(block).Take(CheckLimits.StyleRules))
        {
            var (plain, important) = WithoutImportance(value);
            if (written.StartsWith("--", StringComparison.Ordinal))
                (declared ??= new Declarations()).custom[written] = (plain, important);
            else if (StyleProperties.LonghandsOf(written) is { Count: > 0 } longhands)
                (declared ??= new Declarations()).Add(values, longhands, written, plain, important);
        }
        return declared;
    }

    /// <summary>The custom properties.</summary>
    public IReadOnlyDictionary<string, (string Value, bool Important)> Custom => custom;

    /// <summary>Whether it declares custom properties alone.</summary>
    public bool OnlyCustom => Array.TrueForAll(values, v => v is null);

    public Declared? this[int place] => values[place];

    private void Add(StyleValues known, IReadOnlyList<string> longhands, string written, string value, bool important)
    {
        var refers = StyleValues.Refers(value);
        foreach (var longhand in longhands)
        {
            ref var place = ref values[StyleProperties.PlaceOf(longhand)];
            if (place is { Important: true, Doubt: false } && !important)
                continue;
            if (refers)
                place = new Declared(value, important) { Written = written };
            else if (known.Of(written, value, longhand) is { } understood)
                place = new Declared(understood, important);
            else if (StyleValues.MayBeSound(value))
                place = new Declared($"{written}: {value}", important) { Doubt = true, Before = place };
        }
    }

    private static (string Value, bool Important) WithoutImportance(string value) =>
        value.LastIndexOf('!') is >= 0 and var mark
        && value.AsSpan(mark + 1).Trim().Equals("important", StringComparison.OrdinalIgnoreCase)
            ? (value[..mark].Trim(), true)
            : (value, false);
}
