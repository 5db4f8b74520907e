namespace PreferenceCenter.Domain;

/// <summary>The direction of a change of one choice.</summary>
internal enum Direction
{
    /// <summary>Less mail or processing, or as much as before. It holds at once, through any link.</summary>
    Less,

    /// <summary>Neither less nor more, such as another language. It needs the subscriber's proof all the same.</summary>
    Neither,

    /// <summary>More mail or processing. It needs the subscriber's proof.</summary>
    More,
}

/// <summary>
/// Tells which values mean less mail or processing. A reduction holds at once; everything else needs the subscriber's
/// proof.
/// </summary>
internal static class ChoiceDirection
{
    private static readonly long LatestPause = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Whether a subscriber can choose this value. Aspects not listed here are set by other changes.</summary>
    public static bool Knows(long aspect, long value) =>
        aspect switch
        {
            Aspect.Tracking or Aspect.Profiling => value is Permission.No or Permission.Yes,
            Aspect.Pause => value >= 0 && value <= LatestPause,
            Aspect.Language => value is > 0 and <= 0xFFFF,
            > 0 => value is >= (long)Frequency.Off and <= (long)Frequency.Every,
            _ => false,
        };

    /// <summary>
    /// What the new value means beside the old one. Every aspect is classified here and nowhere else.
    /// </summary>
    public static Direction Of(long aspect, long from, long to, DateTimeOffset now) =>
        from == to
            ? Direction.Less
            : aspect switch
            {
                > 0 => to > from ? Direction.More : Direction.Less,
                Aspect.Tracking or Aspect.Profiling => to == Permission.Yes ? Direction.More : Direction.Less,
                Aspect.Pause => Math.Max(to, now.ToUnixTimeSeconds()) < from ? Direction.More : Direction.Less,
                Aspect.Everything or Aspect.Suppression or Aspect.Restriction => to < from
                    ? Direction.More
                    : Direction.Less,
                Aspect.Language or Aspect.Name or Aspect.Address or Aspect.Merged or Aspect.Reason or Aspect.Evidence =>
                    Direction.Neither,
                _ => throw new ArgumentOutOfRangeException(nameof(aspect), aspect, null),
            };

    /// <summary>Whether the new value means more mail or more processing.</summary>
    public static bool Widens(long aspect, long from, long to, DateTimeOffset now) =>
        Of(aspect, from, to, now) == Direction.More;

    /// <summary>Whether the new value is a withdrawal or objection, not only a lower setting.</summary>
    public static bool Withdraws(long aspect, long to) =>
        aspect switch
        {
            Aspect.Tracking or Aspect.Profiling => to == Permission.No,
            > 0 => to == (long)Frequency.Off,
            _ => false,
        };

    /// <summary>Whether an increase is a new consent, not only a higher frequency.</summary>
    public static bool Consents(long aspect, long from, long to) =>
        aspect switch
        {
            Aspect.Tracking or Aspect.Profiling => to == Permission.Yes,
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
                Aspect.Tracking or Aspect.Profiling => e.Before == Permission.Yes,
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
