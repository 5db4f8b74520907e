using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue;

/// <summary>Names of ledger events and their values in commands and files.</summary>
internal static class EventNames
{
    /// <summary>What a choice is about: the key of a topic, or <c>everything</c>, <c>pause</c> …</summary>
    public static string About(long aspect, CatalogueSnapshot catalogue) =>
        aspect switch
        {
            > 0 => catalogue.ByNumber.TryGetValue(aspect, out var topic) ? topic.Key : Invariant($"topic {aspect}"),
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
            _ => Invariant($"choice {aspect}"),
        };

    public static string Value(long aspect, long value) =>
        aspect switch
        {
            > 0 => WireName.Of((Frequency)value),
            Aspect.Tracking => WireName.Of((TrackingConsent)value),
            Aspect.Profiling => WireName.Of((Profiling)value),
            Aspect.Pause => value == 0
                ? "none"
                : Invariant($"until {DateTimeOffset.FromUnixTimeSeconds(value):yyyy-MM-dd}"),
            Aspect.Language => Languages.FromValue(value),
            Aspect.Suppression => WireName.Of((SuppressionReason)value),
            Aspect.Reason => WireName.Of((LeaveReason)value),
            _ => value != 0 ? "yes" : "no",
        };
}
