namespace PreferenceCenter.Templates.Styles;

/// <summary>Declarations with the rank of their cascade layer.</summary>
internal readonly record struct WeighedStyle(Declarations Declarations, int Rank)
{
    /// <summary>The rank of a style attribute: stronger than any layer, important or not.</summary>
    public const int Inline = -1;
}
