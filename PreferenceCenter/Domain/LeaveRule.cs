namespace PreferenceCenter.Domain;

/// <summary>
/// Decides on acts that only reduce: leave, suppress, give a reason. The present state is never a ground to refuse
/// them, and they void older requests and undos.
/// </summary>
internal static class LeaveRule
{
    public static Refusal Topic(Draft draft, Leave leave)
    {
        var (topic, choice) = (leave.Scope, draft.State[leave.Scope]);
        if (choice.LeftAt is null || choice.On || choice.Wish is not null)
            draft.Add(EventKind.Withdrawn, topic, (long)Frequency.Off, choice.Value);
        else if (leave.Again || !draft.LeavesTwice(choice) || TouchedByStop(draft.State, choice))
            draft.Add(EventKind.Repeated, topic, choice.Value, choice.Value);
        if (leave.Merged != 0 && draft.Events.Count > 0)
            draft.Add(EventKind.TopicMerged, leave.Merged, (long)Frequency.Off, draft.State[leave.Merged].Value, topic);
        return Refusal.None;
    }

    public static Refusal Everything(Draft draft, bool again = false)
    {
        var leaving = OnOrWaiting(draft);
        if (!draft.State.Stopped)
            draft.Add(EventKind.Stopped, Aspect.Everything, 1, 0);
        else if (again || AnyWish(draft) || !draft.LeavesTwice(draft.State[Aspect.Everything]))
            draft.Add(EventKind.Repeated, Aspect.Everything, 1, 1);
        Withdraw(draft, leaving);
        return Refusal.None;
    }

    public static Refusal Object(Draft draft)
    {
        Everything(draft);
        Reduction.Apply(draft, Aspect.Profiling, Permission.No);
        // Who was never asked about tracking has refused nothing.
        if (draft.State[Aspect.Tracking].Value == Permission.Yes)
            Reduction.Apply(draft, Aspect.Tracking, Permission.No);
        return Refusal.None;
    }

    public static Refusal Suppress(Draft draft, SuppressionReason reason)
    {
        var before = draft.State[Aspect.Suppression];
        // A complaint is a withdrawal, unlike a bounce: coming back to one topic must not revive the others.
        var complains = reason == SuppressionReason.Complained;
        Choice[] leaving = complains ? OnOrWaiting(draft) : [];
        if (before.Value < (long)reason)
            draft.Add(EventKind.Suppressed, Aspect.Suppression, (long)reason, before.Value);
        else if (leaving.Length > 0 || AnyWish(draft) || !draft.Retries(before) || (complains && before.LeftAt is null))
            draft.Add(EventKind.Repeated, Aspect.Suppression, (long)reason, before.Value);
        Withdraw(draft, leaving);
        return Refusal.None;
    }

    public static Refusal GiveReason(Draft draft, GiveReason given)
    {
        var left = draft
            .State.Topics.Where(c =>
                c.LeftAt is not null && (given.Scope == Aspect.Everything || given.Scope == c.Aspect)
            )
            .ToList();
        if (draft.State.Stopped)
            left.Add(draft.State[Aspect.Everything]);
        if (left.Count == 0)
            return Refusal.NotLeft;
        var last = draft.State[Aspect.Reason];
        if (last.Value != (long)given.Reason || !draft.Retries(last) || left.Any(c => c.Touched > last.Touched))
            draft.Add(EventKind.ReasonGiven, Aspect.Reason, (long)given.Reason, 0, given.Scope);
        return Refusal.None;
    }

    private static Choice[] OnOrWaiting(Draft draft) =>
        draft.State.Topics.Where(c => c.On || c.Wish is not null).ToArray();

    private static bool AnyWish(Draft draft) => draft.State.Choices.Values.Any(c => c.Wish is not null);

    private static void Withdraw(Draft draft, Choice[] leaving)
    {
        foreach (var choice in leaving)
            draft.Add(EventKind.Withdrawn, choice.Aspect, (long)Frequency.Off, choice.Value);
    }

    private static bool TouchedByStop(PersonState state, Choice choice) =>
        state.Stopped && state[Aspect.Everything].TouchedAt == choice.TouchedAt;
}
