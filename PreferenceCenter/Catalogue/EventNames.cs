using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue;

/// <summary>Names of ledger events and their values in commands and files.</summary>
internal static class EventNames
{
    /// <summary>What a choice is about: the key of a topic, or <c>everything</c>, <c>pause</c> …</summary>
    public static string About(long aspect, CatalogueSnapshot catalogue) =>
        aspect switch
        {
            > 0 => catalogue.ByNumber.TryGetValue(aspect, out var topic) ? topic.Key : $"topic {aspect}",
            Aspect.Everything => "everything",
            Aspect.Tracking => "tracking",
            Aspect.Profiling => "profiling",
            Aspect.Pause => "pause",
            Aspect.Language => "language",
            Aspect.Suppression => "suppression",
            Aspect.Restriction => "restriction",
            Aspect.Reason => "reason",
            Aspect.Evidence => "evidence",
            Aspect.Name => "name",
            Aspect.Address => "address",
            Aspect.Merged => "merged",
            _ => $"choice {aspect}",
        };

    public static string Value(long aspect, long value) =>
        aspect switch
        {
            > 0 => FrequencyNames.Of((Frequency)value),
            Aspect.Tracking => Kebab((TrackingConsent)value),
            Aspect.Profiling => Kebab((Profiling)value),
            Aspect.Pause => value == 0 ? "none" : $"until {DateTimeOffset.FromUnixTimeSeconds(value):yyyy-MM-dd}",
            Aspect.Language => Languages.FromValue(value),
            Aspect.Suppression => Kebab((SuppressionReason)value),
            Aspect.Reason => Kebab((LeaveReason)value),
            _ => value != 0 ? "yes" : "no",
        };

    public static string Kebab<T>(T value)
        where T : struct, Enum =>
        string.Concat(
            value
                .ToString()
                .Select(
                    (c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"
                )
        );
}
