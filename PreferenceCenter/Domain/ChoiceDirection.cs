namespace PreferenceCenter.Domain;

/// <summary>
/// Tells which values mean less mail or processing. A reduction holds at once; an increase needs the subscriber's
/// proof.
/// </summary>
internal static class ChoiceDirection
{
    private static readonly long LatestPause = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Whether a subscriber can choose this value. Aspects not listed here are set by other changes.</summary>
    public static bool Knows(long aspect, long value) =>
        aspect switch
        {
            Aspect.Tracking => value is (long)TrackingConsent.Denied or (long)TrackingConsent.Granted,
            Aspect.Profiling => value is (long)Profiling.Allowed or (long)Profiling.Objected,
            Aspect.Pause => value >= 0 && value <= LatestPause,
            Aspect.Language => value is > 0 and <= 0xFFFF,
            > 0 => value is >= (long)Frequency.Off and <= (long)Frequency.Every,
            _ => false,
        };

    /// <summary>Whether the new value means more mail or more processing.</summary>
    public static bool Widens(long aspect, long from, long to, DateTimeOffset now) =>
        aspect switch
        {
            Aspect.Tracking => to == (long)TrackingConsent.Granted && from != to,
            Aspect.Profiling => to == (long)Profiling.Allowed && from != to,
            Aspect.Pause => Math.Max(to, now.ToUnixTimeSeconds()) < from,
            Aspect.Restriction => to < from,
            > 0 => to > from,
            _ => false,
        };

    /// <summary>Whether the new value is a withdrawal or objection, not only a lower setting.</summary>
    public static bool Withdraws(long aspect, long to) =>
        aspect switch
        {
            Aspect.Tracking => to == (long)TrackingConsent.Denied,
            Aspect.Profiling => to == (long)Profiling.Objected,
            > 0 => to == (long)Frequency.Off,
            _ => false,
        };

    /// <summary>Whether an increase is a new consent, not only a higher frequency.</summary>
    public static bool Consents(long aspect, long from, long to) =>
        aspect switch
        {
            Aspect.Tracking or Aspect.Profiling => true,
            > 0 => from == (long)Frequency.Off && to > from,
            _ => false,
        };

    /// <summary>Whether an event only reduces, or repeats a reduction.</summary>
    public static bool Reduces(ConsentEvent e) =>
        e.Kind switch
        {
            EventKind.Withdrawn or EventKind.Stopped or EventKind.Repeated => true,
            EventKind.Changed => !Widens(e.Aspect, e.Before, e.Value, e.Act.At),
            _ => false,
        };

    /// <summary>
    /// Whether an event must survive the loss of database content, so it goes into the journal as well. Only the
    /// subscriber can reverse it.
    /// </summary>
    public static bool MustLast(EventKind kind, long aspect, long before, long value, DateTimeOffset at) =>
        kind switch
        {
            EventKind.Withdrawn
            or EventKind.Stopped
            or EventKind.Repeated
            or EventKind.Suppressed
            or EventKind.Rejected => true,
            // A database that lost this event would mail an address that its subscriber has left.
            EventKind.AddressChanged => true,
            EventKind.Merged => value != 0,
            EventKind.Changed => (
                aspect is > 0 or Aspect.Tracking or Aspect.Profiling or Aspect.Pause or Aspect.Restriction
            ) && !Widens(aspect, before, value, at),
            _ => false,
        };

    /// <summary>Whether an event took something away that an undo can bring back.</summary>
    public static bool TakesAway(ConsentEvent e) =>
        e.Kind switch
        {
            EventKind.Stopped => true,
            EventKind.Withdrawn => e.Aspect switch
            {
                Aspect.Tracking => e.Before == (long)TrackingConsent.Granted,
                _ => e.Before != e.Value,
            },
            EventKind.Changed => e.Aspect switch
            {
                Aspect.Pause => e.Value > e.Before,
                > 0 => e.Value < e.Before,
                _ => false,
            },
            _ => false,
        };
}
