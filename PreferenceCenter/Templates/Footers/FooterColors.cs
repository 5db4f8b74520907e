namespace PreferenceCenter.Templates.Footers;

/// <summary>Colours of a footer on a light or on a dark screen, as CSS.</summary>
internal sealed record FooterColors(string Ground, string Ink, string Link);
