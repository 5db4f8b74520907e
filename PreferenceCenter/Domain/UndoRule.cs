namespace PreferenceCenter.Domain;

/// <summary>
/// Takes back a change of address that its subscriber did not make, or a merge: the choices of before hold again. What
/// was withdrawn since, through any link, stays withdrawn. What was added since is removed, because another mailbox
/// consented to it.
/// </summary>
internal static class UndoRule
{
    private static readonly long[] Others = [Aspect.Restriction, Aspect.Pause, Aspect.Tracking, Aspect.Profiling];

    public static Refusal Take(Draft draft, TakeBackAddress back)
    {
        var before = back.All.Where(e => e.Seq < back.From).Aggregate(PersonState.Empty, History.Apply);
        ConsentEvent[] since = [.. back.All.Where(e => e.Seq > back.To && IsReduction(e))];
        MoveRule.Note(draft, back.From);
        foreach (var aspect in (long[])[Aspect.Everything, Aspect.Suppression])
            RestoreAspect(draft, before, since, aspect);
        foreach (var aspect in Others.Where(draft.State.Choices.ContainsKey))
            RestoreAspect(draft, before, since, aspect);
        if (LanguageBefore(back) is var language and not 0 && draft.State[Aspect.Language].Value != language)
            draft.Add(EventKind.Changed, Aspect.Language, language, draft.State[Aspect.Language].Value);
        var left = since.Any(LeavesAll);
        foreach (var topic in draft.State.Topics.Select(c => c.Aspect).ToArray())
            RestoreTopic(draft, before[topic], since, left, back.From);
        return Refusal.None;
    }

    public static Refusal Part(Draft draft, IReadOnlyList<ConsentEvent> since)
    {
        if (draft.State.MergedInto != 0)
            draft.Add(EventKind.Merged, Aspect.Merged, 0, draft.State.MergedInto);
        foreach (var e in since.Where(IsReduction))
            Reduction.Apply(draft, e.Aspect, e.Value);
        return Refusal.None;
    }

    // The change itself notes the language, which nobody may ever have chosen.
    private static long LanguageBefore(TakeBackAddress back) =>
        back.All.LastOrDefault(e =>
            e.Seq <= back.To && e is { Aspect: Aspect.Language, Kind: EventKind.Changed }
        )?.Value
        ?? 0;

    // A stop, a suppression, a restriction, and the other choices that are not topics.
    private static void RestoreAspect(Draft draft, PersonState before, ConsentEvent[] since, long aspect)
    {
        var (was, now) = (before[aspect], draft.State[aspect]);
        var value = Wanted(was, since);
        // Where there was no consent before, or another mailbox gave it since, the result is a denial.
        if (
            Aspect.IsPermission(aspect)
            && now.Value == Permission.Yes
            && (value != now.Value || now.Grant?.Seq != was.Grant?.Seq)
        )
            Reduction.Apply(draft, aspect, Permission.No);
        else if (value != now.Value && Reduction.LesserOf(aspect, value, now.Value) == value)
            Reduction.Apply(draft, aspect, value);
        else if (
            value != now.Value
            || (was.LeftAt is null && now.LeftAt is not null && value == 0 && !since.Any(e => e.Aspect == aspect))
        )
            Lift(draft, was, now, value);
    }

    private static void Lift(Draft draft, Choice was, Choice now, long value)
    {
        switch (was.Aspect)
        {
            // An undo, not a return: unless it was left before, nothing of the stop remains.
            case Aspect.Everything:
                draft.Add(EventKind.Resumed, was.Aspect, 0, now.Value, was.LeftAt is null ? now.Touched : 0);
                break;
            case Aspect.Suppression when now.Value != value:
                draft.Add(value == 0 ? EventKind.Released : EventKind.Suppressed, was.Aspect, value, now.Value);
                break;
            case Aspect.Pause or Aspect.Restriction:
                draft.Add(EventKind.Changed, was.Aspect, value, now.Value);
                break;
            // Never back to "unknown": it counts as no, and so does the present value.
            case Aspect.Tracking or Aspect.Profiling when value != Permission.Yes || now.Grant?.Seq != was.Grant?.Seq:
                break;
            case Aspect.Tracking or Aspect.Profiling:
                draft.Restore(was.Aspect, value, now.Value);
                break;
        }
    }

    private static void RestoreTopic(Draft draft, Choice was, ConsentEvent[] since, bool left, long from)
    {
        var now = draft.State[was.Aspect];
        // A consent given since came from the reader of the other mailbox.
        var byOther = now.Grant is { } grant && grant.Seq >= from;
        var value = left || byOther || draft.State.Stopped ? (long)Frequency.Off : Wanted(was, since);
        var untouched = !left && !since.Any(e => e.Aspect == was.Aspect);
        if (value < now.Value || now.Wish is not null)
            Reduction.Apply(draft, was.Aspect, value);
        else if (value > now.Value && now.On)
            draft.Add(EventKind.Changed, was.Aspect, value, now.Value);
        else if (value > now.Value || (was.LeftAt is null && now.LeftAt is not null && untouched && !byOther))
            draft.Restore(was.Aspect, value, now.Value);
    }

    private static long Wanted(Choice was, ConsentEvent[] since) =>
        since
            .Where(e => e.Aspect == was.Aspect)
            .Aggregate(was.Value, (value, e) => Reduction.LesserOf(was.Aspect, value, e.Value));

    private static bool IsReduction(ConsentEvent e) =>
        e.Kind is EventKind.Withdrawn or EventKind.Stopped or EventKind.Suppressed
        // Leaving again what the change had taken away is a reduction too.
        || e
            is { Kind: EventKind.Repeated, Aspect: > 0, Value: 0 }
                or { Kind: EventKind.Repeated, Aspect: Aspect.Everything or Aspect.Suppression }
        || (
            e is { Kind: EventKind.Changed, Aspect: > 0 or Aspect.Pause or Aspect.Restriction }
            && !ChoiceDirection.Widens(e.Aspect, e.Before, e.Value, e.Act.At)
        );

    private static bool LeavesAll(ConsentEvent e) =>
        e
            is { Kind: EventKind.Stopped or EventKind.Repeated, Aspect: Aspect.Everything }
                or {
                    Kind: EventKind.Suppressed or EventKind.Repeated,
                    Aspect: Aspect.Suppression,
                    Value: (long)SuppressionReason.Complained
                };
}
