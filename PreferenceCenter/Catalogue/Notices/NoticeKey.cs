using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>
/// The key by which the console knows a notice: the topic's key, or a name with an underscore, which no topic's key has.
/// </summary>
internal static class NoticeKey
{
    public const string Site = "_site",
        Tracking = "_tracking",
        Profiling = "_profiling";

    /// <summary>The aspect of a notice that is no topic's; null for a topic's.</summary>
    public static long? AspectOf(string key) =>
        key switch
        {
            Site => 0,
            Tracking => Aspect.Tracking,
            Profiling => Aspect.Profiling,
            _ => null,
        };

    /// <summary>The aspect of any notice; null where there is no such topic.</summary>
    public static long? AspectOf(string key, CatalogueSnapshot catalogue) =>
        AspectOf(key) ?? catalogue.ByKey.GetValueOrDefault(key)?.Number;

    /// <summary>The place of its entry in a file that has nothing else.</summary>
    public static string PlaceOf(string key) => AspectOf(key) is null ? "topics[0]" : key[1..];
}
