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

    /// <summary>
    /// What an approval changes. The others hold since the receipt; they are repeated, so that the answer is true whatever
    /// came between. Whoever has shown that the address is theirs is not doubted any more.
    /// </summary>
    public static IReadOnlyList<Change> OfApproval(PrivacyRequestKind kind) =>
        kind switch
        {
            PrivacyRequestKind.Erasure => [],
            PrivacyRequestKind.Rectification => [new SettleAddress()],
            _ => Of(kind),
        };

    /// <summary>
    /// Whether such a request takes nothing but away, and whoever asked had shown the mailbox: nobody is asked who they are,
    /// and no clock stands still for that.
    /// </summary>
    public static bool ShownMailbox(PrivacyRequestKind kind, PrivacyRequestOrigin origin) =>
        origin == PrivacyRequestOrigin.Person && StopMailings(kind);

    /// <summary>Whether the receipt of such a request stops all mailings.</summary>
    public static bool StopMailings(PrivacyRequestKind kind) => Of(kind).Count > 0;
}
