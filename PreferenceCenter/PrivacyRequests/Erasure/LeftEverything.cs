using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>Finds subscribers who have left everything, and since when.</summary>
internal static class LeftEverything
{
    /// <summary>
    /// When something last happened to a subscriber who left everything. Null if anything is on or waits, if nothing
    /// was ever left, if they have restricted the use of their data (GDPR article 18: then it is kept), or if they were
    /// merged into another, with whom they are erased.
    /// </summary>
    public static DateTimeOffset? Since(PersonState state) =>
        state.Restricted
        || state.MergedInto != 0
        || state.Choices.Values.Any(c => c.On || c.Wish is not null)
        || WithdrawnAt(state) is null
            ? null
            : state.Choices.Values.Max(c => c.TouchedAt);

    /// <summary>The last withdrawal: from then on the consent has to be provable only for legal claims.</summary>
    public static DateTimeOffset? WithdrawnAt(PersonState state) =>
        state.Choices.Values.Where(c => c.LeftAt is not null).Max(c => (DateTimeOffset?)c.TouchedAt);
}
