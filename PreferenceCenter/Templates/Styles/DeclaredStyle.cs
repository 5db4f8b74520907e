namespace PreferenceCenter.Templates.Styles;

/// <summary>What is declared for an element on one screen.</summary>
/// <param name="All">The declarations that hold, the weakest first; the style attribute is the last.</param>
/// <param name="Values">Reads what references stand for; null where nothing is declared.</param>
internal readonly record struct DeclaredStyle(IReadOnlyList<WeighedStyle> All, StyleValues? Values)
{
    public static readonly DeclaredStyle None = new([], null);

    public bool Empty => All.Count == 0;

    /// <summary>A condition around rules of this element of which nobody knows here whether it holds.</summary>
    public string? Doubt { get; init; }

    /// <summary>What references are resolved with.</summary>
    public Variables Variables { get; init; } = Variables.None;

    /// <summary>The value that wins; null where nothing is declared.</summary>
    public string? Value(string property)
    {
        if (Empty || Winner(property) is not { } winner)
            return null;
        if (winner.Written is not { } written)
            return winner.Value;
        return Variables.Resolve(winner.Value) is { } resolved
            ? Values!.Of(written, resolved, property) ?? "unset"
            : "unset";
    }

    /// <summary>The custom properties that the element declares itself.</summary>
    public IReadOnlyDictionary<string, string> Custom()
    {
        Dictionary<string, (string Value, bool Important, int Rank)>? all = null;
        foreach (var (declarations, rank) in All)
        foreach (var (name, (value, important)) in declarations.Custom)
        {
            all ??= new(StringComparer.Ordinal);
            if (!all.TryGetValue(name, out var before) || Beats(important, rank, before.Important, before.Rank))
                all[name] = (value, important, rank);
        }
        return all?.ToDictionary(a => a.Key, a => a.Value.Value, StringComparer.Ordinal) ?? NoCustom;
    }

    /// <summary>The declaration that wins, as it is written.</summary>
    public Declared? Winner(string property)
    {
        var place = StyleProperties.PlaceOf(property);
        var (winner, winnersRank) = ((Declared?)null, 0);
        foreach (var (declarations, rank) in All)
        {
            var declared = declarations[place];
            // As a browser does that does not know the value either.
            while (declared is { Doubt: true })
                declared = declared.Before;
            if (
                declared is not null
                && (winner is null || Beats(declared.Important, rank, winner.Important, winnersRank))
            )
                (winner, winnersRank) = (declared, rank);
        }
        return winner;
    }

    private static readonly Dictionary<string, string> NoCustom = [];

    // Among important ones the earlier layer wins.
    private static bool Beats(bool important, int rank, bool wasImportant, int rankBefore) =>
        important ? !wasImportant || rank <= rankBefore : !wasImportant;
}
