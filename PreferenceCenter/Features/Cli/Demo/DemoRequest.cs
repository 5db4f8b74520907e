using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>How a privacy request of the demo went on after its receipt.</summary>
internal enum DemoCourse
{
    /// <summary>Nobody has taken it yet.</summary>
    Waits,
    Assigned,
    Answered,
    Refused,

    /// <summary>Waits for the reply of the requester, who was asked to identify themselves.</summary>
    Asked,

    /// <summary>Answered after such a reply.</summary>
    AskedAndAnswered,
    Extended,
    ExtendedAndAnswered,

    /// <summary>An erasure that one proposed and another agreed to.</summary>
    Erased,

    /// <summary>An erasure, proposed by privacy staff, that waits for the owner.</summary>
    Proposed,

    /// <summary>An erasure, proposed by the owner, that waits for privacy staff.</summary>
    ProposedByOwner,

    /// <summary>Kept from erasure for legal claims, as two decided.</summary>
    Held,
    Cancelled,

    /// <summary>The same person asks again, by letter: a duplicate.</summary>
    AskedAgain,

    /// <summary>The same person asks for something else, and is erased before anybody answers.</summary>
    Overtaken,

    /// <summary>An erasure that is carried out by itself, in days in which the person can still cancel it.</summary>
    Grace,
}

/// <summary>A privacy request that the demo makes up.</summary>
/// <param name="Age">Days since its receipt.</param>
/// <param name="Days">Days from its receipt to what it came to.</param>
internal sealed record DemoRequest(
    int Age,
    PrivacyRequestKind Kind,
    PrivacyRequestOrigin Origin,
    DemoCourse Course,
    int Days = 0,
    RefusalGround? Ground = null
)
{
    /// <summary>Whether the requester is that of the request before.</summary>
    public bool IsOfTheSame => Course is DemoCourse.AskedAgain or DemoCourse.Overtaken;

    /// <summary>All of them over a year, the oldest first.</summary>
    public static IReadOnlyList<DemoRequest> All { get; } =
    [
        new(352, PrivacyRequestKind.Access, PrivacyRequestOrigin.Person, DemoCourse.Answered, 9),
        new(341, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Person, DemoCourse.Erased, 6),
        new(330, PrivacyRequestKind.Portability, PrivacyRequestOrigin.Person, DemoCourse.Answered, 14),
        new(305, PrivacyRequestKind.Objection, PrivacyRequestOrigin.Mail, DemoCourse.Answered, 3),
        new(291, PrivacyRequestKind.Rectification, PrivacyRequestOrigin.Person, DemoCourse.Answered, 5),
        new(
            284,
            PrivacyRequestKind.Access,
            PrivacyRequestOrigin.Telephone,
            DemoCourse.Refused,
            12,
            RefusalGround.NotIdentifiable
        ),
        new(270, PrivacyRequestKind.Complaint, PrivacyRequestOrigin.Letter, DemoCourse.Answered, 20),
        new(262, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Mail, DemoCourse.Erased, 15),
        new(251, PrivacyRequestKind.Access, PrivacyRequestOrigin.Person, DemoCourse.Answered, 36),
        new(240, PrivacyRequestKind.Restriction, PrivacyRequestOrigin.Letter, DemoCourse.Answered, 10),
        new(222, PrivacyRequestKind.Access, PrivacyRequestOrigin.InPerson, DemoCourse.AskedAndAnswered, 25),
        new(
            214,
            PrivacyRequestKind.Portability,
            PrivacyRequestOrigin.Person,
            DemoCourse.Refused,
            22,
            RefusalGround.OthersRightsInData
        ),
        new(203, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Person, DemoCourse.Erased, 4),
        new(201, PrivacyRequestKind.Access, PrivacyRequestOrigin.Person, DemoCourse.Overtaken),
        new(
            195,
            PrivacyRequestKind.Rectification,
            PrivacyRequestOrigin.Mail,
            DemoCourse.Refused,
            8,
            RefusalGround.AlreadyAccurate
        ),
        new(186, PrivacyRequestKind.Access, PrivacyRequestOrigin.Mail, DemoCourse.ExtendedAndAnswered, 61),
        new(178, PrivacyRequestKind.Access, PrivacyRequestOrigin.Person, DemoCourse.Answered, 11),
        new(
            170,
            PrivacyRequestKind.Erasure,
            PrivacyRequestOrigin.Letter,
            DemoCourse.Refused,
            19,
            RefusalGround.LegalObligation
        ),
        new(161, PrivacyRequestKind.Objection, PrivacyRequestOrigin.Person, DemoCourse.Answered, 2),
        new(150, PrivacyRequestKind.Access, PrivacyRequestOrigin.Mail, DemoCourse.Answered, 24),
        new(146, PrivacyRequestKind.Access, PrivacyRequestOrigin.Letter, DemoCourse.AskedAgain),
        new(138, PrivacyRequestKind.Complaint, PrivacyRequestOrigin.Mail, DemoCourse.Answered, 27),
        new(127, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Person, DemoCourse.Erased, 9),
        new(104, PrivacyRequestKind.Access, PrivacyRequestOrigin.Person, DemoCourse.Answered, 40),
        new(93, PrivacyRequestKind.Rectification, PrivacyRequestOrigin.Person, DemoCourse.Answered, 7),
        new(82, PrivacyRequestKind.Access, PrivacyRequestOrigin.Letter, DemoCourse.Answered, 21),
        new(71, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Person, DemoCourse.Cancelled, 3),
        new(55, PrivacyRequestKind.Restriction, PrivacyRequestOrigin.Mail, DemoCourse.Answered, 12),
        new(47, PrivacyRequestKind.Access, PrivacyRequestOrigin.Mail, DemoCourse.Extended, 20),
        new(41, PrivacyRequestKind.Portability, PrivacyRequestOrigin.Letter, DemoCourse.Assigned, 2),
        new(33, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Person, DemoCourse.Erased, 24),
        new(29, PrivacyRequestKind.Access, PrivacyRequestOrigin.Person, DemoCourse.Assigned, 1),
        new(27, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Person, DemoCourse.Proposed, 23),
        new(26, PrivacyRequestKind.Rectification, PrivacyRequestOrigin.Person, DemoCourse.Assigned, 3),
        new(24, PrivacyRequestKind.Access, PrivacyRequestOrigin.InPerson, DemoCourse.Asked, 2),
        new(20, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Mail, DemoCourse.Held, 6),
        new(15, PrivacyRequestKind.Objection, PrivacyRequestOrigin.Person, DemoCourse.Answered, 4),
        new(8, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Person, DemoCourse.ProposedByOwner, 5),
        new(4, PrivacyRequestKind.AutomatedDecision, PrivacyRequestOrigin.Person, DemoCourse.Waits),
        new(3, PrivacyRequestKind.Erasure, PrivacyRequestOrigin.Person, DemoCourse.Grace),
        new(2, PrivacyRequestKind.Access, PrivacyRequestOrigin.Letter, DemoCourse.Waits),
        new(1, PrivacyRequestKind.Restriction, PrivacyRequestOrigin.Person, DemoCourse.Waits),
    ];
}
