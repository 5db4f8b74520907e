using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Events;

/// <summary>
/// Encodes an unsubscribe for an unknown subscriber id as one number. The database keeps it until a subscriber with
/// that id is registered.
/// </summary>
internal static class UnclaimedLeave
{
    /// <summary>The change that applies the stored scope once the subscriber is registered.</summary>
    public static Change ChangeOf(long scope) =>
        scope == Aspect.Profiling
            ? new Choose(new Dictionary<long, long> { [scope] = (long)Profiling.Objected }, AddsAtOnce: false)
            : new Leave(scope);

    /// <summary>
    /// The scope to keep from a change whose subscriber is unknown; null if the change takes nothing away.
    /// </summary>
    public static long? ScopeOf(Change change) =>
        change switch
        {
            Leave leave => leave.Scope,
            ObjectToMarketing => Aspect.Everything,
            Suppress { Reason: SuppressionReason.Complained } => Aspect.Everything,
            Choose choose
                when choose.Wanted.TryGetValue(Aspect.Profiling, out var value) && value == (long)Profiling.Objected =>
                Aspect.Profiling,
            _ => null,
        };
}
