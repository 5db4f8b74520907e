namespace PreferenceCenter.Domain;

/// <summary>
/// Decides on wanted values by aspect: a reduction holds at once, everything else needs the subscriber's proof.
/// </summary>
internal static class ChooseRule
{
    public static Refusal Make(Draft draft, Choose choose)
    {
        var wanted = choose.Wanted.OrderBy(w => w.Key).ToLookup(w => NeedsProof(draft, choose, w.Key, w.Value));
        if (wanted[true].Any() && !draft.Act.MayWiden)
            return Refusal.Invalid;
        // Reductions first: they never wait for the other requests of the same form.
        foreach (var (aspect, value) in wanted[false])
            Reduce(draft, aspect, value);
        foreach (var (aspect, value) in wanted[true])
            Ask(draft, aspect, value, choose);
        return Refusal.None;
    }

    /// <summary>
    /// Adds a consent. A consent to a topic ends a global stop and, if it proves the mailbox, a suppression. It brings
    /// back only the topic it names.
    /// </summary>
    public static void Give(Draft draft, EventKind kind, long aspect, long value, bool anew = false)
    {
        if (Aspect.IsTopic(aspect) && draft.State.Stopped)
            draft.Add(EventKind.Resumed, Aspect.Everything, 0, 1);
        if (Aspect.IsTopic(aspect) && draft.Act.ProvesMailbox && draft.State.Suppression != SuppressionReason.None)
            draft.Add(EventKind.Released, Aspect.Suppression, 0, (long)draft.State.Suppression);
        var before = draft.State[aspect].Value;
        var grants = kind == EventKind.Confirmed || ChoiceDirection.Consents(aspect, before, value) || anew;
        draft.Add(grants && Aspect.NeedsConsent(aspect) ? kind : EventKind.Changed, aspect, value, before);
    }

    // Consenting again, to a new purpose, counts as an increase.
    private static bool NeedsProof(Draft draft, Choose choose, long aspect, long value) =>
        ChoiceDirection.Of(aspect, draft.State[aspect].Value, value, draft.Act.At) != Direction.Less
        || (value > 0 && choose.SaysYesAnew(aspect));

    private static void Reduce(Draft draft, long aspect, long value)
    {
        var choice = draft.State[aspect];
        if (Aspect.IsTopic(aspect) && value == (long)Frequency.Off)
        {
            // An empty box for a topic that the subscriber never had is no choice.
            if (choice.On || choice.Wish is not null || choice.LeftAt is not null)
                LeaveRule.Topic(draft, new Leave(aspect));
        }
        else if (choice.Wish is not null || Standing(draft, aspect, choice.Value) != Standing(draft, aspect, value))
            draft.Add(
                ChoiceDirection.Withdraws(aspect, value) ? EventKind.Withdrawn : EventKind.Changed,
                aspect,
                value,
                choice.Value
            );
    }

    private static void Ask(Draft draft, long aspect, long value, Choose choose)
    {
        var choice = draft.State[aspect];
        if (choose.AddsAtOnce && choose.AskedFirst?.Contains(aspect) != true)
            Give(draft, EventKind.Granted, aspect, value, choose.SaysYesAnew(aspect));
        // An open request is asked about again, not made twice: re-submitting a form changes nothing.
        else if (choice.Wish == value && draft.Act.At - choice.TouchedAt < draft.Policy.ConfirmFor)
            draft.Waiting.Add(choice.Touched);
        else
            draft.Waiting.Add(draft.Request(aspect, value, choice.Value, choose.Shown?.Contains(aspect) == true).Seq);
    }

    // All pauses that have ended count as no pause.
    private static long Standing(Draft draft, long aspect, long value) =>
        aspect == Aspect.Pause && value <= draft.Act.At.ToUnixTimeSeconds() ? 0 : value;
}
