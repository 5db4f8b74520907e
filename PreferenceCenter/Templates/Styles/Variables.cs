using System.Collections.Immutable;
using System.Text;

namespace PreferenceCenter.Templates.Styles;

/// <summary>The custom properties of an element, its own and those that it inherits, and what <c>var()</c> takes.</summary>
internal sealed class Variables
{
    private const int Deepest = 16;
    private const int Longest = 2_000;

    public static readonly Variables None = new(ImmutableDictionary.Create<string, string?>(StringComparer.Ordinal));

    private readonly ImmutableDictionary<string, string?> values;

    private Variables(ImmutableDictionary<string, string?> values) => this.values = values;

    /// <summary>With what an element declares itself.</summary>
    public Variables With(IReadOnlyDictionary<string, string> declared)
    {
        if (declared.Count == 0)
            return this;
        var all = values.SetItems(declared.Select(d => KeyValuePair.Create(d.Key, (string?)d.Value)));
        // What its own refer to is resolved here: an element inside may declare another value.
        return new Variables(
            all.SetItems(
                declared.Select(d =>
                    KeyValuePair.Create(
                        d.Key,
                        d.Value.ToLowerInvariant() is "inherit" or "unset"
                            ? values.GetValueOrDefault(d.Key)
                            : new Variables(all).Resolve(d.Value)
                    )
                )
            )
        );
    }

    /// <summary>A value with what its references stand for; null where one stands for nothing.</summary>
    public string? Resolve(string value) => Resolve(value, 0);

    private string? Resolve(string value, int depth)
    {
        var (resolved, from) = (new StringBuilder(), 0);
        while (value.IndexOf("var(", from, StringComparison.OrdinalIgnoreCase) is >= 0 and var start)
        {
            var end = Close(value, start + 4);
            var (name, fallback) = Parts(value[(start + 4)..Math.Min(end, value.Length)]);
            // A reference in a circle, or one that grows without end.
            if (depth == Deepest || resolved.Length > Longest)
                return null;
            var stands = values.GetValueOrDefault(name) is { } known ? Resolve(known, depth + 1) : null;
            if (
                stands is null or "initial"
                && (stands = fallback is null ? null : Resolve(fallback, depth + 1)) is null
            )
                return null;
            resolved.Append(value, from, start - from).Append(stands);
            from = Math.Min(end + 1, value.Length);
        }
        return resolved.Length > Longest ? null : resolved.Append(value, from, value.Length - from).ToString();
    }

    private static (string Name, string? Fallback) Parts(string inside) =>
        inside.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma
            ? (inside[..comma].Trim(), inside[(comma + 1)..].Trim())
            : (inside.Trim(), null);

    private static int Close(string value, int at)
    {
        for (var open = 1; at < value.Length; at++)
            if (value[at] == '(')
                open++;
            else if (value[at] == ')' && --open == 0)
                return at;
        return value.Length;
    }
}
