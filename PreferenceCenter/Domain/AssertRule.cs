namespace PreferenceCenter.Domain;

/// <summary>
/// Decides on statements by others about a subscriber, such as imports and senders. They may add where the subscriber
/// has made no choice, and never override a choice.
/// </summary>
internal static class AssertRule
{
    public static Refusal Assert(Draft draft, IReadOnlyDictionary<long, long> wanted)
    {
        if (BarrierOf(draft.State) is not Refusal.None and var barrier)
            return barrier;
        foreach (var (aspect, value) in Addable(draft.State, wanted))
            draft.Add(EventKind.Asserted, aspect, value, draft.State[aspect].Value);
        return RefusalIfKeptOut(draft, wanted);
    }

    public static Refusal Propose(Draft draft, Propose propose)
    {
        if (BarrierOf(draft.State) is not Refusal.None and var barrier)
            return barrier;
        var added = Addable(draft.State, propose.Topics).Where(t => draft.State[t.Key].Wish is null).ToArray();
        if (propose.Asks && added.Length > 0 && HasSpoken(draft.State))
            return Refusal.AskedBefore;
        foreach (var (topic, frequency) in added)
            draft.Waiting.Add(draft.Request(topic, frequency, 0).Seq);
        return RefusalIfKeptOut(draft, propose.Topics);
    }

    // Whether the subscriber has answered anything or has a question that is open: a list asks nobody twice.
    private static bool HasSpoken(PersonState state) =>
        state.Choices.Values.Any(c =>
            c.Wish is not null || c.LeftAt is not null || c.Grant is { Kind: not EventKind.Asserted }
        );

    /// <summary>
    /// Asks the subscriber to confirm topics that are on. Only a subscriber who may be mailed is asked, and only about
    /// those topics: never to come back (WDR-10).
    /// </summary>
    public static Refusal AskAgain(Draft draft, IReadOnlySet<long> topics)
    {
        if (BarrierOf(draft.State) is not Refusal.None and var barrier)
            return barrier;
        if (draft.State.PausedUntil(draft.Act.At) is not null)
            return Refusal.Invalid;
        foreach (
            var choice in topics.Order().Select(t => draft.State[t]).Where(c => c is { On: true, Wish: null }).ToArray()
        )
            draft.Waiting.Add(draft.Request(choice.Aspect, choice.Value, choice.Value).Seq);
        return Refusal.None;
    }

    private static Refusal BarrierOf(PersonState state) =>
        state.Suppression != SuppressionReason.None ? Refusal.Suppressed
        : state.Restricted ? Refusal.Restricted
        : state.Stopped ? Refusal.OptedOut
        : Refusal.None;

    private static KeyValuePair<long, long>[] Addable(PersonState state, IReadOnlyDictionary<long, long> wanted) =>
        [.. wanted.Where(w => !IsYes(state[w.Key]) && !state.KeepsOthersFrom(w.Key)).OrderBy(w => w.Key)];

    private static bool IsYes(Choice choice) =>
        choice.On || (Aspect.IsPermission(choice.Aspect) && Permission.IsYes(choice));

    // If only some topics were kept out, that is no refusal. If all were, by the subscriber's own act, it is.
    private static Refusal RefusalIfKeptOut(Draft draft, IReadOnlyDictionary<long, long> topics) =>
        draft.Events.Count == 0 && topics.Keys.Any(draft.State.KeepsOthersFrom) ? Refusal.OptedOut : Refusal.None;
}
