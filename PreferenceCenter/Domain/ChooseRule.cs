namespace PreferenceCenter.Domain;

/// <summary>What somebody wants by aspect: less holds at once, more needs the person's proof.</summary>
internal static class ChooseRule
{
    public static Refusal Make(Draft draft, Choose choose)
    {
        var wanted = choose.Wanted.OrderBy(w => w.Key).ToLookup(w => Widens(draft, choose, w.Key, w.Value));
        if (wanted[true].Any() && !draft.Act.MayWiden)
            return Refusal.Invalid;
        // Reductions first: what somebody takes away never waits for what else the form asked for.
        foreach (var (aspect, value) in wanted[false])
            Reduce(draft, aspect, value);
        foreach (var (aspect, value) in wanted[true])
            Widen(draft, aspect, value, choose);
        return Refusal.None;
    }

    /// <summary>
    /// A yes that reaches us through the mailbox ends what kept mail from it; it revives nothing but what it names.
    /// </summary>
    public static void Give(Draft draft, EventKind kind, long aspect, long value, bool anew = false)
    {
        if (Aspect.IsTopic(aspect) && draft.State.Stopped)
            draft.Add(EventKind.Resumed, Aspect.Everything, 0, 1);
        if (Aspect.IsTopic(aspect) && draft.Act.ProvesMailbox && draft.State.Suppression != SuppressionReason.None)
            draft.Add(EventKind.Released, Aspect.Suppression, 0, (long)draft.State.Suppression);
        var before = draft.State[aspect].Value;
        var grants = kind == EventKind.Confirmed || ChoiceDirection.Consents(aspect, before, value) || anew;
        draft.Add(grants ? kind : EventKind.Changed, aspect, value, before);
    }

    // To say yes again, to another purpose, is more than there was.
    private static bool Widens(Draft draft, Choose choose, long aspect, long value) =>
        ChoiceDirection.Widens(aspect, draft.State[aspect].Value, value, draft.Act.At)
        || (value > 0 && choose.SaysYesAnew(aspect));

    private static void Reduce(Draft draft, long aspect, long value)
    {
        var choice = draft.State[aspect];
        if (Aspect.IsTopic(aspect) && value == (long)Frequency.Off)
        {
            // A box left empty for a topic that nobody ever had says nothing.
            if (choice.On || choice.Wish is not null || choice.LeftAt is not null)
                LeaveRule.Topic(draft, aspect);
        }
        else if (choice.Wish is not null || Standing(draft, aspect, choice.Value) != Standing(draft, aspect, value))
            draft.Add(
                ChoiceDirection.Withdraws(aspect, value) ? EventKind.Withdrawn : EventKind.Changed,
                aspect,
                value,
                choice.Value
            );
    }

    private static void Widen(Draft draft, long aspect, long value, Choose choose)
    {
        var choice = draft.State[aspect];
        if (choose.AddsAtOnce)
            Give(draft, EventKind.Granted, aspect, value, choose.SaysYesAnew(aspect));
        // A standing wish is asked about again, not made twice: re-submitting a form changes nothing.
        else if (choice.Wish == value && draft.Act.At - choice.TouchedAt < draft.Policy.ConfirmFor)
            draft.Waiting.Add(choice.Touched);
        else
            draft.Waiting.Add(draft.Add(EventKind.Requested, aspect, value, choice.Value).Seq);
    }

    // Every pause that is over is the same: none.
    private static long Standing(Draft draft, long aspect, long value) =>
        aspect == Aspect.Pause && value <= draft.Act.At.ToUnixTimeSeconds() ? 0 : value;
}
