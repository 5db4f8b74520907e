namespace PreferenceCenter.Domain;

/// <summary>
/// Reduces one choice to a value and adds the matching event; does nothing where the value is already as low.
/// </summary>
internal static class Reduction
{
    /// <summary>The lesser of two values.</summary>
    public static long LesserOf(long aspect, long one, long other) =>
        aspect switch
        {
            > 0 => Math.Min(one, other),
            Aspect.Tracking or Aspect.Profiling => one == Permission.No ? one
            : other == Permission.No ? other
            : Math.Min(one, other),
            // Here a greater number is less mail: a longer pause, a restriction, a stop, a graver reason.
            _ => Math.Max(one, other),
        };

    public static void Apply(Draft draft, long aspect, long value)
    {
        var choice = draft.State[aspect];
        switch (aspect)
        {
            case > 0 when value == (long)Frequency.Off:
                // Also for a topic that was never on: the fact that the subscriber left it must follow them.
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
