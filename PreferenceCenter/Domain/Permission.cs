namespace PreferenceCenter.Domain;

/// <summary>
/// The standing answer of a subscriber to tracking or profiling. Only a yes with its wording counts: it was given to a
/// published notice, or another party holds its wording as evidence.
/// </summary>
internal static class Permission
{
    public const long Unknown = 0;
    public const long No = 1;
    public const long Yes = 2;

    /// <summary>How long a no keeps the question from being asked again (CNIL 2026-042, Garante 284/2026).</summary>
    private const int QuietMonths = 6;

    public static TrackingConsent Tracking(PersonState state, TopicNotice? notice, DateTimeOffset now) =>
        (TrackingConsent)Of(state[Aspect.Tracking], notice, now);

    public static Profiling Profiling(PersonState state, TopicNotice? notice, DateTimeOffset now) =>
        (Profiling)Of(state[Aspect.Profiling], notice, now);

    /// <summary>The answer that counts now: a yes without its wording, or to a purpose that has ended, is none.</summary>
    public static long Of(Choice choice, TopicNotice? notice, DateTimeOffset now) =>
        choice.Value != Yes ? choice.Value
        : IsYes(choice) && notice?.EndedBy(choice.Grant!.Notice, now) != true ? Yes
        : Unknown;

    /// <summary>Whether the choice is a yes with its wording, whatever its purpose is now.</summary>
    public static bool IsYes(Choice choice) =>
        choice is { Value: Yes, Grant: { Notice: > 0 } or { Kind: EventKind.Asserted } };

    /// <summary>The day until which a no keeps the question away; null if it may be asked.</summary>
    public static DateTimeOffset? QuietUntil(Choice choice, DateTimeOffset now) =>
        choice is { Value: No, LeftAt: { } at } && at.AddMonths(QuietMonths) is var until && until > now ? until : null;
}
