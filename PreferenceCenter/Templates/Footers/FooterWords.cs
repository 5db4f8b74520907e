using System.Globalization;
using System.Resources;

namespace PreferenceCenter.Templates.Footers;

/// <summary>Words of footers in one language, as plain text.</summary>
internal sealed class FooterWords(string language)
{
    private static readonly ResourceManager Resources = new(typeof(FooterWords));
    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language);

    public string Language => language;
    public bool RightToLeft => culture.TextInfo.IsRightToLeft;

    public string this[string key, params ReadOnlySpan<object?> arguments] =>
        string.Format(
            culture,
            Resources.GetString(key, culture) ?? throw new MissingManifestResourceException(key),
            arguments
        );
}
