namespace PreferenceCenter.Domain;

/// <summary>
/// One choice brought down to a value, by the event that says so; nothing where as little holds already.
/// </summary>
internal static class Reduction
{
    /// <summary>The lesser of two values.</summary>
    public static long LesserOf(long aspect, long one, long other) =>
        aspect switch
        {
            > 0 => Math.Min(one, other),
            Aspect.Tracking => one == (long)TrackingConsent.Denied ? one
            : other == (long)TrackingConsent.Denied ? other
            : Math.Min(one, other),
            // A longer pause, an objection, a restriction, a stop, the graver reason: the greater number is less mail.
            _ => Math.Max(one, other),
        };

    public static void Apply(Draft draft, long aspect, long value)
    {
        var choice = draft.State[aspect];
        switch (aspect)
        {
            case > 0 when value == (long)Frequency.Off:
                // Also of what was never on: that somebody left follows them.
                if (choice.On || choice.Wish is not null || choice.LeftAt is null)
                    draft.Add(EventKind.Withdrawn, aspect, value, choice.Value);
                break;
            case > 0:
                if (choice.On && value < choice.Value)
                    draft.Add(EventKind.Changed, aspect, value, choice.Value);
                break;
            case Aspect.Everything:
                if (value != 0 && !draft.State.Stopped)
                    LeaveRule.Everything(draft);
                break;
            case Aspect.Suppression:
                if (value > choice.Value)
                    LeaveRule.Suppress(draft, (SuppressionReason)value);
                break;
            case Aspect.Tracking or Aspect.Profiling:
                if (ChoiceDirection.Withdraws(aspect, value) && choice.Value != value)
                    draft.Add(EventKind.Withdrawn, aspect, value, choice.Value);
                break;
            case Aspect.Pause or Aspect.Restriction:
                if (value > Math.Max(choice.Value, aspect == Aspect.Pause ? draft.Act.At.ToUnixTimeSeconds() : 0))
                    draft.Add(EventKind.Changed, aspect, value, choice.Value);
                break;
        }
    }
}
