namespace PreferenceCenter.Domain;

/// <summary>
/// Somebody else's word about a person: it adds where the person said nothing, and never against what the person said.
/// </summary>
internal static class AssertRule
{
    public static Refusal Assert(Draft draft, IReadOnlyDictionary<long, long> topics)
    {
        if (Bars(draft.State) is not Refusal.None and var bar)
            return bar;
        foreach (var (topic, frequency) in Open(draft.State, topics))
            draft.Add(EventKind.Asserted, topic, frequency, 0);
        return KeptOut(draft, topics);
    }

    public static Refusal Propose(Draft draft, IReadOnlyDictionary<long, long> topics)
    {
        if (Bars(draft.State) is not Refusal.None and var bar)
            return bar;
        foreach (var (topic, frequency) in Open(draft.State, topics))
            if (draft.State[topic].Wish is null)
                draft.Waiting.Add(draft.Add(EventKind.Requested, topic, frequency, 0).Seq);
        return KeptOut(draft, topics);
    }

    /// <summary>
    /// Only who may be mailed is asked, and about nothing else: never somebody to come back (WDR-10).
    /// </summary>
    public static Refusal AskAgain(Draft draft, IReadOnlySet<long> topics)
    {
        if (Bars(draft.State) is not Refusal.None and var bar)
            return bar;
        if (draft.State.Restricted || draft.State.PausedUntil(draft.Act.At) is not null)
            return Refusal.Invalid;
        foreach (
            var choice in topics.Order().Select(t => draft.State[t]).Where(c => c is { On: true, Wish: null }).ToArray()
        )
            draft.Waiting.Add(draft.Add(EventKind.Requested, choice.Aspect, choice.Value, choice.Value).Seq);
        return Refusal.None;
    }

    private static Refusal Bars(PersonState state) =>
        state.Suppression != SuppressionReason.None ? Refusal.Suppressed
        : state.Stopped ? Refusal.OptedOut
        : Refusal.None;

    private static KeyValuePair<long, long>[] Open(PersonState state, IReadOnlyDictionary<long, long> topics) =>
        [.. topics.Where(t => !state[t.Key].On && !state.KeepsOthersFrom(t.Key)).OrderBy(t => t.Key)];

    // Some topics in, some kept out is no refusal; all kept out by the person's own act is.
    private static Refusal KeptOut(Draft draft, IReadOnlyDictionary<long, long> topics) =>
        draft.Events.Count == 0 && topics.Keys.Any(draft.State.KeepsOthersFrom) ? Refusal.OptedOut : Refusal.None;
}
