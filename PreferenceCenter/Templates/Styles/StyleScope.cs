namespace PreferenceCenter.Templates.Styles;

/// <summary>What stands around a rule of a style sheet.</summary>
/// <param name="Media">The media queries, from outside in.</param>
/// <param name="Selectors">The selectors of the rule around; empty where there is none.</param>
/// <param name="Layer">The cascade layer.</param>
/// <param name="Doubt">The first at-rule of which nobody knows here whether it holds; null: none.</param>
internal sealed record StyleScope(
    IReadOnlyList<string> Media,
    IReadOnlyList<NestedSelector> Selectors,
    StyleLayer Layer,
    string? Doubt
);
