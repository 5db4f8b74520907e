using System.Collections.Frozen;

namespace PreferenceCenter.Domain;

/// <summary>
/// The grounds on which a privacy request of each kind may be refused, by the articles of the GDPR. What is not in this
/// table is no ground. An objection to direct marketing has none (article 21(2) and (3)), and a complaint is answered,
/// never refused.
/// </summary>
public static class RefusalGrounds
{
    // Article 12(5) and (6) apply to requests under articles 15 to 22, article 11(2) to those under articles 15 to 20.
    private static readonly FrozenDictionary<PrivacyRequestKind, RefusalGround[]> Table = new Dictionary<
        PrivacyRequestKind,
        RefusalGround[]
    >
    {
        [PrivacyRequestKind.Access] =
        [
            RefusalGround.OthersRightsInCopy,
            RefusalGround.Unfounded,
            RefusalGround.NotIdentified,
            RefusalGround.NotIdentifiable,
        ],
        [PrivacyRequestKind.Portability] =
        [
            RefusalGround.PublicTask,
            RefusalGround.OthersRightsInData,
            RefusalGround.Unfounded,
            RefusalGround.NotIdentified,
            RefusalGround.NotIdentifiable,
        ],
        [PrivacyRequestKind.Rectification] =
        [
            RefusalGround.AlreadyAccurate,
            RefusalGround.Unfounded,
            RefusalGround.NotIdentified,
            RefusalGround.NotIdentifiable,
        ],
        [PrivacyRequestKind.Erasure] =
        [
            RefusalGround.LegalObligation,
            RefusalGround.LegalClaims,
            RefusalGround.Unfounded,
            RefusalGround.NotIdentified,
            RefusalGround.NotIdentifiable,
        ],
        [PrivacyRequestKind.Restriction] =
        [
            RefusalGround.Unfounded,
            RefusalGround.NotIdentified,
            RefusalGround.NotIdentifiable,
        ],
        [PrivacyRequestKind.Objection] = [],
        [PrivacyRequestKind.AutomatedDecision] = [RefusalGround.Unfounded, RefusalGround.NotIdentified],
        [PrivacyRequestKind.Complaint] = [],
    }.ToFrozenDictionary();

    /// <summary>The grounds for a kind, in the order in which they are offered.</summary>
    public static IReadOnlyList<RefusalGround> Of(PrivacyRequestKind kind) => Table[kind];

    /// <summary>
    /// Whether the controller must write down what shows the ground: for article 12(5), whose burden of proof lies with
    /// the controller (C-526/24).
    /// </summary>
    public static bool NeedsProof(RefusalGround ground) => ground == RefusalGround.Unfounded;
}
