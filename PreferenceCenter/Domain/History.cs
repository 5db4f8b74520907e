using System.Collections.Immutable;

namespace PreferenceCenter.Domain;

/// <summary>Applies events to state. It is the only code that does.</summary>
internal static class History
{
    public static PersonState Apply(PersonState state, ConsentEvent e)
    {
        if (e.Seq != state.LastSeq + 1)
            throw new InvalidOperationException(Invariant($"Event {e.Seq} does not follow {state.LastSeq}."));

        var next = AffectsAll(e) ? MarkAllTouched(state, e) : state;
        return next with { LastSeq = e.Seq, Choices = next.Choices.SetItem(e.Aspect, Settle(next[e.Aspect], e)) };
    }

    /// <summary>Whether the event touches the aspect, so that older requests and undos about it are void.</summary>
    public static bool Touches(ConsentEvent e, long aspect) =>
        e.Aspect == aspect || (AffectsAll(e) && IsAffectedByAll(aspect));

    private static Choice Settle(Choice choice, ConsentEvent e)
    {
        var touched = choice with { Touched = e.Seq, TouchedAt = e.Act.At, TouchedBy = e.Act.Channel, Wish = null };
        return e.Kind switch
        {
            EventKind.Granted or EventKind.Asserted or EventKind.Confirmed => touched with
            {
                Value = e.Value,
                LeftAt = null,
                Grant = choice.On && choice.Grant?.Notice >= e.Notice ? choice.Grant : GrantOf(e),
            },
            EventKind.Restored => touched with { Value = e.Value, LeftAt = null },
            EventKind.Requested => touched with { Wish = e.Value },
            EventKind.Rejected => touched with { LeftAt = choice.On ? null : choice.LeftAt ?? e.Act.At },
            EventKind.Withdrawn => touched with { Value = e.Value, LeftAt = choice.LeftAt ?? e.Act.At },
            EventKind.Changed or EventKind.AddressChanged or EventKind.Merged => touched with { Value = e.Value },
            EventKind.Stopped => touched with { Value = 1, LeftAt = e.Act.At },
            // A subscriber who comes back to one topic has still left the others, including topics offered later. Only
            // an undo reverses that.
            EventKind.Resumed => touched with { Value = 0, LeftAt = e.Refers > 0 ? null : choice.LeftAt },
            // An opt-out of it is one of the other topic by now.
            EventKind.TopicMerged => touched with { Value = 0, LeftAt = null },
            EventKind.Erased => touched with { Value = e.Value },
            EventKind.Suppressed => touched with
            {
                Value = e.Value,
                LeftAt = IsComplaint(e) ? choice.LeftAt ?? e.Act.At : choice.LeftAt,
            },
            EventKind.Repeated when IsComplaint(e) => touched with { LeftAt = choice.LeftAt ?? e.Act.At },
            EventKind.Released => touched with { Value = 0 },
            EventKind.ReasonGiven => touched with { Value = e.Value },
            EventKind.Repeated or EventKind.EvidenceErased or EventKind.Corrected => touched,
            _ => throw new InvalidOperationException($"{e.Kind} is no event of a person."),
        };
    }

    private static Grant GrantOf(ConsentEvent e) => new(e.Seq, e.Act.At, e.Kind, e.Basis, e.Controller, e.Notice);

    private static bool IsComplaint(ConsentEvent e) =>
        e.Aspect == Aspect.Suppression && e.Value == (long)SuppressionReason.Complained;

    // These events touch every choice: every older request and every older undo is void.
    private static bool AffectsAll(ConsentEvent e) =>
        e.Kind switch
        {
            EventKind.Stopped
            or EventKind.Suppressed
            or EventKind.Erased
            or EventKind.AddressChanged
            or EventKind.Merged => true,
            EventKind.Repeated => e.Aspect is Aspect.Everything or Aspect.Suppression,
            EventKind.Changed => e is { Aspect: Aspect.Restriction, Value: not 0 },
            _ => false,
        };

    // A reason is never open and cannot be undone; its time must stay the time when it was given.
    private static bool IsAffectedByAll(long aspect) => aspect != Aspect.Reason;

    private static PersonState MarkAllTouched(PersonState state, ConsentEvent e) =>
        state with
        {
            Choices = state.Choices.ToImmutableSortedDictionary(
                pair => pair.Key,
                pair =>
                    IsAffectedByAll(pair.Key)
                        ? pair.Value with
                        {
                            Touched = e.Seq,
                            TouchedAt = e.Act.At,
                            TouchedBy = e.Act.Channel,
                            Wish = null,
                        }
                        : pair.Value
            ),
        };
}
