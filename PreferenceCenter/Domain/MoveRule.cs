namespace PreferenceCenter.Domain;

/// <summary>
/// Decides on a change of address and on a merge of two subscribers. Opt-outs follow (SEC-22), and no consent is
/// granted.
/// </summary>
internal static class MoveRule
{
    public static Refusal Move(Draft draft, MoveAddress move)
    {
        Note(draft, 0);
        if (move.Language != 0 && draft.State[Aspect.Language].Value != move.Language)
            draft.Add(EventKind.Changed, Aspect.Language, move.Language, draft.State[Aspect.Language].Value);
        // The bounce belongs to the old mailbox; the new one was read a moment ago.
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
    /// Takes the stricter value of each choice. A topic that only the other subscriber had is not taken over, so no
    /// topic is gained. Where the other subscriber made no choice, the existing one holds.
    /// </summary>
    public static Refusal TakeStricter(Draft draft, PersonState other)
    {
        // The widest first: after a global stop, single topics need no event.
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

    public static Refusal Doubt(Draft draft)
    {
        if (!draft.State.AddressInDoubt)
            draft.Add(
                EventKind.AddressChanged,
                Aspect.Address,
                Aspect.AddressInDoubt,
                draft.State[Aspect.Address].Value
            );
        return Refusal.None;
    }

    /// <summary>Ends the doubt: what proves the mailbox from now on proves the subscriber.</summary>
    public static Refusal Settle(Draft draft)
    {
        if (draft.State.AddressInDoubt)
            Note(draft, 0);
        return Refusal.None;
    }

    /// <summary>Adds the event of an address change.</summary>
    /// <param name="back">The first event of the change that this one takes back; 0 for a new change.</param>
    public static void Note(Draft draft, long back) =>
        draft.Add(
            EventKind.AddressChanged,
            Aspect.Address,
            (draft.Act.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            draft.State[Aspect.Address].Value,
            back
        );

    // A subscriber who once stopped everything and came back to single topics has still left the rest: others must not
    // add to it (see KeepsOthersFrom).
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
