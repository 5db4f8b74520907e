using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>
/// The words of a feature: a class whose properties are the keys of the .resx beside it, filled once a language.
/// A page then reads fields; asking a localizer for each text cost a tenth of the page.
/// </summary>
internal static class Texts
{
    public static T In<T>(CultureInfo culture)
        where T : class => Of<T>.ByLanguage.GetOrAdd(culture.Name, Read<T>);

    private static T Read<T>(string language)
        where T : class
    {
        var resources = new ResourceManager(typeof(T));
        var culture = CultureInfo.GetCultureInfo(language);
        var texts = Activator.CreateInstance<T>();
        foreach (var property in typeof(T).GetProperties())
        {
            var text =
                resources.GetString(property.Name, culture)
                ?? throw new MissingManifestResourceException($"{typeof(T).Name} has no text '{property.Name}'");
            property.SetValue(
                texts,
                property.PropertyType switch
                {
                    var type when type == typeof(Phrase) => new Phrase(text),
                    var type when type == typeof(MarkupString) => Markup.Of(text),
                    _ => text,
                }
            );
        }
        return texts;
    }

    private static class Of<T>
    {
        public static readonly ConcurrentDictionary<string, T> ByLanguage = new(StringComparer.Ordinal);
    }
}
