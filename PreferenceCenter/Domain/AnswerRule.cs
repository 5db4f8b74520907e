namespace PreferenceCenter.Domain;

/// <summary>
/// Decides on answers to a mail: confirm, reject, undo. An answer applies to what the mail was about, unless a later
/// act changed it.
/// </summary>
internal static class AnswerRule
{
    public static Refusal Confirm(Draft draft, IReadOnlyList<ConsentEvent> asked)
    {
        var (before, wasAway) = (draft.State.LastSeq, IsAway(draft.State));
        foreach (var e in StillWaiting(draft.State, draft.Act, asked))
            ChooseRule.Give(draft, EventKind.Confirmed, e.Aspect, e.Value);
        if (wasAway && !IsAway(draft.State))
            EndPermissionsOf(draft, before);
        return draft.Events.Count > 0 ? Refusal.None : Refusal.Voided;
    }

    // Whether somebody left, and nothing is on that they could be emailed about.
    private static bool IsAway(PersonState state) =>
        state.Choices.Values.Any(c => c.LeftAt is not null) && !state.Topics.Any(c => c.On);

    // Who comes back gets what they confirmed and nothing else: a yes of before they left does not come back with them.
    private static void EndPermissionsOf(Draft draft, long before)
    {
        foreach (var aspect in (long[])[Aspect.Tracking, Aspect.Profiling])
            if (draft.State[aspect] is { Value: Permission.Yes, Grant: var grant } && !(grant?.Seq > before))
                Reduction.Apply(draft, aspect, Permission.No);
    }

    public static Refusal Reject(Draft draft, IReadOnlyList<ConsentEvent> asked)
    {
        foreach (var e in StillWaiting(draft.State, draft.Act, asked))
            draft.Add(EventKind.Rejected, e.Aspect, draft.State[e.Aspect].Value, draft.State[e.Aspect].Value);
        return draft.Events.Count > 0 ? Refusal.None : Refusal.Voided;
    }

    public static Refusal Undo(Draft draft, IReadOnlyList<ConsentEvent> taken)
    {
        foreach (var aspect in taken.Select(e => e.Aspect).Distinct().Order())
        {
            if (StillTaken(draft.State[aspect], taken) is not { } e)
                continue;
            // The topic has a new purpose since that consent, so the consent does not come back.
            if (draft.Act.NoticeOf(aspect)?.IsNewTo(draft.State[aspect].Grant?.Notice ?? 0) == true)
                continue;
            if (e.Kind == EventKind.Stopped)
                draft.Add(EventKind.Resumed, aspect, 0, 1, e.Seq);
            // A topic that a global stop still covers comes back only with the undo of that stop.
            else if (!Aspect.IsTopic(aspect) || !draft.State.Stopped)
                draft.Restore(aspect, e.Before, draft.State[aspect].Value);
        }
        return draft.Events.Count > 0 ? Refusal.None : Refusal.Voided;
    }

    /// <summary>
    /// Whether a request is still open: no later act touched it, and if it was made beside a wording, that was for the
    /// present purpose. Where a yes is a consent there must be a notice to say yes to. The mail, the page and the answer all
    /// use this rule.
    /// </summary>
    public static bool StillAsks(PersonState state, long aspect, long seq, int notice, TopicNotice? present) =>
        state[aspect] is { Wish: { } wish } choice
        && choice.Touched == seq
        && ChoiceDirection.Knows(aspect, wish)
        && (present is not null || !Aspect.NeedsConsent(aspect))
        && (notice == 0 || present?.IsNewTo(notice) != true);

    private static ConsentEvent[] StillWaiting(PersonState state, Act act, IReadOnlyList<ConsentEvent> asked) =>
        [
            .. asked
                .Where(e =>
                    e.Kind == EventKind.Requested && StillAsks(state, e.Aspect, e.Seq, e.Notice, act.NoticeOf(e.Aspect))
                )
                .DistinctBy(e => e.Aspect)
                .OrderBy(e => e.Aspect),
        ];

    // One mail may report several acts. If they reduced step by step, the value before the first of them comes back.
    private static ConsentEvent? StillTaken(Choice choice, IReadOnlyList<ConsentEvent> taken)
    {
        var touching = taken.Where(e => History.Touches(e, choice.Aspect)).OrderByDescending(e => e.Seq).ToArray();
        return touching is [var last, ..] && last.Seq == choice.Touched
            ? touching
                .TakeWhile(ChoiceDirection.Reduces)
                .LastOrDefault(e => e.Aspect == choice.Aspect && ChoiceDirection.TakesAway(e))
            : null;
    }
}
