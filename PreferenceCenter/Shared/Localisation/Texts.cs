using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>
/// The words of a feature in a language, read and encoded once. A page then reads fields; asking a localizer for each
/// text cost a tenth of the page.
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

    private static class Of<T>
    {
        public static readonly ConcurrentDictionary<string, T> ByLanguage = new(StringComparer.Ordinal);
    }
}
