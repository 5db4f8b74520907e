using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Events;

/// <summary>What somebody nobody knows has said, as it is kept until they appear: by one number.</summary>
internal static class UnclaimedLeave
{
    /// <summary>What applies it, once they are known.</summary>
    public static Change ChangeOf(long scope) =>
        scope == Aspect.Profiling
            ? new Choose(new Dictionary<long, long> { [scope] = (long)Profiling.Objected }, AddsAtOnce: false)
            : new Leave(scope);

    /// <summary>
    /// What is worth keeping of a change that found nobody; null where there is nothing yet to be less.
    /// </summary>
    public static long? ScopeOf(Change change) =>
        change switch
        {
            Leave leave => leave.Scope,
            Suppress { Reason: SuppressionReason.Complained } => Aspect.Everything,
            Choose choose
                when choose.Wanted.TryGetValue(Aspect.Profiling, out var value) && value == (long)Profiling.Objected =>
                Aspect.Profiling,
            _ => null,
        };
}
