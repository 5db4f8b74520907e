namespace PreferenceCenter.Templates.Styles;

/// <summary>What is seen of a link, or of a text, on one screen.</summary>
/// <param name="Hidden">Why nothing of it is seen, as a style sheet would write it; null: it is seen.</param>
/// <param name="Contrast">The lowest contrast of what is seen; null where it stands on a picture or is one. Also there where the contrast is why it is not seen.</param>
/// <param name="Font">The smallest size of what is seen, in pixels; null for a picture.</param>
internal readonly record struct Seen(string? Hidden, double? Contrast, double? Font, bool OnPicture = false);
