using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests every kind of request with every ground of refusal.</summary>
[Trait("Requirement", "RTS-03")]
public sealed class RefusalGroundTests
{
    // Written down from the articles, not from the program: which requests each of them is about.
    private static readonly Dictionary<RefusalGround, PrivacyRequestKind[]> Law = new()
    {
        [RefusalGround.LegalObligation] = [PrivacyRequestKind.Erasure],
        [RefusalGround.LegalClaims] = [PrivacyRequestKind.Erasure],
        [RefusalGround.Unfounded] =
        [
            PrivacyRequestKind.Access,
            PrivacyRequestKind.Portability,
            PrivacyRequestKind.Rectification,
            PrivacyRequestKind.Erasure,
            PrivacyRequestKind.Restriction,
            PrivacyRequestKind.AutomatedDecision,
        ],
        [RefusalGround.NotIdentified] =
        [
            PrivacyRequestKind.Access,
            PrivacyRequestKind.Portability,
            PrivacyRequestKind.Rectification,
            PrivacyRequestKind.Erasure,
            PrivacyRequestKind.Restriction,
            PrivacyRequestKind.AutomatedDecision,
        ],
        [RefusalGround.NotIdentifiable] =
        [
            PrivacyRequestKind.Access,
            PrivacyRequestKind.Portability,
            PrivacyRequestKind.Rectification,
            PrivacyRequestKind.Erasure,
            PrivacyRequestKind.Restriction,
        ],
        [RefusalGround.OthersRightsInCopy] = [PrivacyRequestKind.Access],
        [RefusalGround.PublicTask] = [PrivacyRequestKind.Portability],
        [RefusalGround.OthersRightsInData] = [PrivacyRequestKind.Portability],
        [RefusalGround.AlreadyAccurate] = [PrivacyRequestKind.Rectification],
    };

    public static TheoryData<PrivacyRequestKind, RefusalGround> All =>
        [
            .. from kind in Enum.GetValues<PrivacyRequestKind>()
            from ground in Enum.GetValues<RefusalGround>()
            select new TheoryDataRow<PrivacyRequestKind, RefusalGround>(kind, ground),
        ];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_kind_is_refused_on_the_grounds_that_the_law_gives_for_it(
        PrivacyRequestKind kind,
        RefusalGround ground
    ) => Assert.Equal(Law[ground].Contains(kind), RefusalGrounds.Of(kind).Contains(ground));

    [Fact]
    public void An_objection_to_marketing_and_a_complaint_have_none()
    {
        Assert.Empty(RefusalGrounds.Of(PrivacyRequestKind.Objection));
        Assert.Empty(RefusalGrounds.Of(PrivacyRequestKind.Complaint));
    }

    [Fact]
    public void Only_what_the_controller_must_demonstrate_needs_a_proof() =>
        Assert.Equal([RefusalGround.Unfounded], Enum.GetValues<RefusalGround>().Where(RefusalGrounds.NeedsProof));
}
