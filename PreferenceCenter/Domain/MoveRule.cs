namespace PreferenceCenter.Domain;

/// <summary>
/// A change of address, and two people who turn out to be one: opt-outs follow (SEC-22), and nothing is granted by it.
/// </summary>
internal static class MoveRule
{
    public static Refusal Move(Draft draft, MoveAddress move)
    {
        Note(draft, 0);
        // The old mailbox bounced; the new one was read a moment ago.
        if (draft.State.Suppression == SuppressionReason.Bounced)
            draft.Add(EventKind.Released, Aspect.Suppression, 0, (long)SuppressionReason.Bounced);
        if (move.WasErased)
            RememberStop(draft);
        return move.Other is { } other ? TakeStricter(draft, other) : Refusal.None;
    }

    public static Refusal Merge(Draft draft, long survivor)
    {
        draft.Add(EventKind.Merged, Aspect.Merged, survivor, draft.State.MergedInto);
        return Refusal.None;
    }

    /// <summary>
    /// Choice by choice the stricter of both. What only the other had is not taken over: nobody gains a topic. Where
    /// the other chose nothing, there is one choice and it holds.
    /// </summary>
    public static Refusal TakeStricter(Draft draft, PersonState other)
    {
        // The widest first: who stops everything needs no word about a topic.
        foreach (
            var aspect in (long[])
                [
                    Aspect.Everything,
                    Aspect.Suppression,
                    Aspect.Restriction,
                    Aspect.Pause,
                    Aspect.Tracking,
                    Aspect.Profiling,
                ]
        )
            if (other.Choices.ContainsKey(aspect))
                Reduction.Apply(draft, aspect, other[aspect].Value);
        if (other[Aspect.Everything].LeftAt is not null)
            RememberStop(draft);
        if (other[Aspect.Suppression].LeftAt is not null)
            RememberComplaint(draft);
        foreach (var theirs in other.Topics)
            if (theirs.On)
                Reduction.Apply(draft, theirs.Aspect, theirs.Value);
            else if (theirs.LeftAt is not null)
                Reduction.Apply(draft, theirs.Aspect, (long)Frequency.Off);
        return Refusal.None;
    }

    /// <param name="back">The first event of the change that this one takes back.</param>
    public static void Note(Draft draft, long back) =>
        draft.Add(
            EventKind.AddressChanged,
            Aspect.Address,
            (draft.Act.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            draft.State[Aspect.Address].Value,
            back
        );

    // Who stopped everything once and came back to single topics has still left the rest: others must not add to it
    // (see KeepsOthersFrom).
    private static void RememberStop(Draft draft)
    {
        if (draft.State.Stopped || draft.State[Aspect.Everything].LeftAt is not null)
            return;
        draft.Add(EventKind.Stopped, Aspect.Everything, 1, 0);
        draft.Add(EventKind.Resumed, Aspect.Everything, 0, 1);
    }

    private static void RememberComplaint(Draft draft)
    {
        if (draft.State[Aspect.Suppression] is { LeftAt: null, Value: var value })
            draft.Add(EventKind.Repeated, Aspect.Suppression, (long)SuppressionReason.Complained, value);
    }
}
