namespace PreferenceCenter.Domain;

/// <summary>
/// Decides what becomes of a person's choice when its topic is merged into another one. A yes to both stays on the
/// survivor, an opt-out of either is one of both, and a yes to the merged topic alone is asked about, once: it is no
/// yes to the survivor. Whoever has said nothing of the merged topic is left alone.
/// </summary>
internal static class MergeTopicRule
{
    public static Refusal Merge(Draft draft, MergeTopic merge)
    {
        var (gone, kept) = (draft.State[merge.From.Number], draft.State[merge.Into.Number]);
        if (gone is { On: false, Wish: null, LeftAt: null })
            return Refusal.None;
        var asks = AsksAbout(draft, merge, gone, kept);
        // Until then the choice stands as it is; nobody is emailed about an archived topic.
        if (asks && (merge.Waits || draft.State.IsHeld(draft.Act.At) || !merge.Into.Collects))
            return Refusal.None;
        draft.Add(EventKind.TopicMerged, merge.From.Number, 0, gone.Value, merge.Into.Number);
        if (HasLeft(gone))
            Reduction.Apply(draft, merge.Into.Number, (long)Frequency.Off);
        if (asks)
            draft.Waiting.Add(draft.Request(merge.Into.Number, FrequencyOf(gone, merge.Into), 0).Seq);
        return Refusal.None;
    }

    // While a consent holds: one by a sale is none (ePrivacy Directive, article 13(2)), and who bounced, complained or
    // was asked already is not asked.
    private static bool AsksAbout(Draft draft, MergeTopic merge, Choice gone, Choice kept) =>
        merge.MayAsk
        && gone.On
        && gone.Grant?.Basis == LawfulBasis.Consent
        && !merge.From.NeedsRenewal(gone, draft.Act.At)
        && kept is { On: false, Wish: null, LeftAt: null }
        && !draft.State.Stopped
        && draft.State.Suppression == SuppressionReason.None;

    private static bool HasLeft(Choice choice) => !choice.On && choice.LeftAt is not null;

    private static long FrequencyOf(Choice gone, Topic into) =>
        (long)(into.Offers((Frequency)gone.Value) ? (Frequency)gone.Value : into.Default);
}
