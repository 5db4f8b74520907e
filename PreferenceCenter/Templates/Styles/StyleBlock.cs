namespace PreferenceCenter.Templates.Styles;

/// <summary>A piece of a style sheet: declarations, a block of rules or declarations, or a statement.</summary>
/// <param name="Text">The declarations, or what stands before the block: a selector or an at-rule.</param>
/// <param name="Declares">Whether it is declarations.</param>
/// <param name="Inner">What stands in the block; null for a statement and for declarations.</param>
internal sealed record StyleBlock(string Text, bool Declares, IReadOnlyList<StyleBlock>? Inner);
