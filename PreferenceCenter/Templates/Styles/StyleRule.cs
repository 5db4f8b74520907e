namespace PreferenceCenter.Templates.Styles;

/// <summary>A rule of a style sheet with one of its selectors.</summary>
/// <param name="Media">The media queries around it, from outside in.</param>
/// <param name="Layer">Its cascade layer.</param>
/// <param name="Doubt">What stands around it of which nobody knows here whether it holds; null: nothing.</param>
/// <param name="Specificity">Ids, classes and types of the selector in one number.</param>
/// <param name="Order">Its place among all rules.</param>
/// <param name="Fragile">Whether it stands in a style sheet that Gmail drops, for a block of rules within another.</param>
internal sealed record StyleRule(
    Selector Selector,
    Declarations Style,
    IReadOnlyList<string> Media,
    StyleLayer Layer,
    string? Doubt,
    int Specificity,
    int Order,
    bool Fragile
);
