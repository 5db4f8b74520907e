namespace PreferenceCenter.Domain;

/// <summary>
/// Numbers of what a choice is about. A number above zero is a topic; the others are choices that every subscriber has.
/// </summary>
internal static class Aspect
{
    public const long Everything = 0;
    public const long Tracking = -1;
    public const long Profiling = -2;
    public const long Pause = -3;
    public const long Language = -4;
    public const long Suppression = -5;
    public const long Restriction = -6;
    public const long Reason = -7;

    /// <summary>The stored evidence of the events; the only event about it is its erasure.</summary>
    public const long Evidence = -8;

    /// <summary>The subscriber's name. An event records that it was corrected, never the name itself.</summary>
    public const long Name = -9;

    /// <summary>
    /// Time of the last address change, in microseconds since 1970. Links and sessions from before that time prove
    /// nothing any more. The address itself is stored in no event.
    /// </summary>
    public const long Address = -10;

    /// <summary>
    /// The value of <see cref="Address"/> where a restored database knows only that the address changed since: the
    /// start of the year 9000, so that no link and no session proves anything.
    /// </summary>
    public const long AddressInDoubt = 221_845_392_000_000_000;

    /// <summary>
    /// Number of the subscriber row this one was merged into, when both turned out to have one address; zero where the
    /// row stands on its own.
    /// </summary>
    public const long Merged = -11;

    public static bool IsTopic(long aspect) => aspect > 0;

    /// <summary>
    /// Tracking or profiling: a use of the subscriber's data that needs a consent of its own, with the values unknown,
    /// no and yes.
    /// </summary>
    public static bool IsPermission(long aspect) => aspect is Tracking or Profiling;

    /// <summary>Whether a yes is a consent, which needs a notice: a topic, tracking, profiling.</summary>
    public static bool NeedsConsent(long aspect) => IsTopic(aspect) || IsPermission(aspect);
}

/// <summary>How often a topic may send; zero is not at all. Ordered: a lower value is less mail.</summary>
public enum Frequency : byte
{
    Off = 0,
    Monthly = 1,
    Weekly = 2,
    Daily = 3,
    Every = 4,
}

/// <summary>Consent to measuring opens and clicks. Unknown counts as no.</summary>
public enum TrackingConsent : byte
{
    Unknown = 0,
    Denied = 1,
    Granted = 2,
}

/// <summary>
/// Consent to choosing content by what interests the subscriber, or the objection to it (GDPR article 21(2)). Unknown
/// counts as no.
/// </summary>
/// <remarks>
/// Zero once meant "allowed", for everybody who had never chosen and for a yes that no notice went with. Neither is a
/// consent, so zero is unknown now, in the log's old events too.
/// </remarks>
public enum Profiling : byte
{
    Unknown = 0,
    Objected = 1,
    Allowed = 2,
}

/// <summary>
/// Why an address is suppressed. The last two apply to addresses only: a known subscriber is never suppressed for them.
/// </summary>
public enum SuppressionReason : byte
{
    None = 0,
    Bounced = 1,
    Complained = 2,
    Erased = 3,
    Moved = 4,

    /// <summary>Somebody, on a list or on none, objected, or asked to be erased or for restriction.</summary>
    Asked = 5,

    /// <summary>Put back after a restore from the journal, which tells no reason: any of these.</summary>
    Restored = 6,
}

/// <summary>Why a subscriber left. It is asked after leaving, never before.</summary>
internal enum LeaveReason : byte
{
    None = 0,
    TooMany = 1,
    NotRelevant = 2,
    NeverAsked = 3,
    Other = 4,
}
