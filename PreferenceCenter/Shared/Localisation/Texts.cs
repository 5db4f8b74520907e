using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>
/// Reads and encodes the texts of a feature in a language once. A page then reads fields; asking a localizer for each
/// text took a tenth of the time of a page.
/// </summary>
internal static class Texts
{
    public static T In<T>(CultureInfo culture)
        where T : class, ITexts<T> => Of<T>.ByLanguage.GetOrAdd(culture.Name, Read<T>);

    private static T Read<T>(string language)
        where T : class, ITexts<T>
    {
        var (resources, culture) = (new ResourceManager(typeof(T)), CultureInfo.GetCultureInfo(language));
        return T.From(key =>
            resources.GetString(key, culture)
            ?? throw new MissingManifestResourceException($"{typeof(T).Name} has no text '{key}'")
        );
    }

    /// <summary>The texts of one feature by language.</summary>
    private static class Of<T>
    {
        public static readonly ConcurrentDictionary<string, T> ByLanguage = new(StringComparer.Ordinal);
    }
}
