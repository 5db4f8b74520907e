namespace PreferenceCenter.Templates.Styles;

/// <summary>What is declared for an element on one screen.</summary>
/// <param name="All">The declarations that hold, the weakest first; the style attribute is the last.</param>
internal readonly record struct DeclaredStyle(IReadOnlyList<Declarations> All)
{
    public static readonly DeclaredStyle None = new([]);

    public bool Empty => All.Count == 0;

    /// <summary>The value that wins; null where nothing is declared.</summary>
    public string? Value(string property)
    {
        if (Empty)
            return null;
        var place = Declarations.PlaceOf(property);
        var (value, important) = ((string?)null, false);
        foreach (var declarations in All)
            if (declarations[place] is ({ } declared, var urgent) && (urgent || !important))
                (value, important) = (declared, urgent);
        return value;
    }
}
