using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// What a privacy request changes in the subscriber's choices. All of it only takes away, so it holds from the receipt
/// on, by whatever way the request came and whatever is decided later (GDPR articles 7(3), 18 and 21(3)).
/// </summary>
internal static class PrivacyRequestEffects
{
    public static IReadOnlyList<Change> Of(PrivacyRequestKind kind) =>
        kind switch
        {
            PrivacyRequestKind.Erasure => [Leave.Everything],
            PrivacyRequestKind.Restriction => [new Restrict(On: true)],
            PrivacyRequestKind.Objection => [new ObjectToMarketing()],
            _ => [],
        };

    /// <summary>Whether the receipt of such a request stops all mailings.</summary>
    public static bool StopMailings(PrivacyRequestKind kind) => Of(kind).Count > 0;
}
