namespace PreferenceCenter.Templates.Styles;

/// <summary>A selector without commas, with its specificity in the place where it was written.</summary>
internal readonly record struct NestedSelector(string Text, int Specificity);
