namespace PreferenceCenter.Domain;

/// <summary>
/// What a choice is about. A number above zero is a topic's; the others are the choices every person has.
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

    /// <summary>What proves the events: only ever erased.</summary>
    public const long Evidence = -8;

    /// <summary>The person's name: that it was corrected, never what it is.</summary>
    public const long Name = -9;

    /// <summary>
    /// When the address was last changed, in microseconds since 1970: links and sessions of before prove nothing any
    /// more. The address itself stands in no event.
    /// </summary>
    public const long Address = -10;

    /// <summary>
    /// Whose row somebody's became part of, when both turned out to have one address; zero where they stand on their
    /// own.
    /// </summary>
    public const long Merged = -11;

    public static bool IsTopic(long aspect) => aspect > 0;
}

/// <summary>How often a topic may come; zero is not at all. Ordered: lower is less mail.</summary>
public enum Frequency : byte
{
    Off = 0,
    Monthly = 1,
    Weekly = 2,
    Daily = 3,
    Every = 4,
}

/// <summary>Consent to measuring opens and clicks. Unknown means no.</summary>
public enum TrackingConsent : byte
{
    Unknown = 0,
    Denied = 1,
    Granted = 2,
}

/// <summary>GDPR article 21(2): the objection to being profiled for marketing.</summary>
public enum Profiling : byte
{
    Allowed = 0,
    Objected = 1,
}

/// <summary>The last two are of addresses alone: nobody who is known here is kept away for them.</summary>
public enum SuppressionReason : byte
{
    None = 0,
    Bounced = 1,
    Complained = 2,
    Erased = 3,
    Moved = 4,
}

/// <summary>Why somebody left: asked after leaving, never before.</summary>
internal enum LeaveReason : byte
{
    None = 0,
    TooMany = 1,
    NotRelevant = 2,
    NeverAsked = 3,
    Other = 4,
}
