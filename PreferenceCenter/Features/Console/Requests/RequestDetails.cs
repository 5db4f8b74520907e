using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>
/// One line of what happened, with the name of whoever did it; none where it was the person or nobody.
/// </summary>
public sealed record DetailLine(DateTimeOffset At, PrivacyRequestStep Step, string? By, bool ByPerson, string? Text);

/// <summary>Whose request it is, in short.</summary>
public sealed record DetailPerson(Guid Id, string Address, string? Name, IReadOnlyList<string> Topics);

/// <summary>What waits for a second person.</summary>
/// <param name="Own">Whether the reader proposed it.</param>
/// <param name="OthersCan">Whether somebody but whoever proposed it can agree.</param>
public sealed record DetailProposal(
    PrivacyRequestAct Act,
    RefusalGround? Ground,
    DateTimeOffset? Until,
    string By,
    string? Reasons,
    DateTimeOffset At,
    bool Own,
    bool OthersCan
);

public sealed record DetailNotice(
    Guid Id,
    string Recipient,
    DateTimeOffset At,
    DateTimeOffset? AnsweredAt,
    string? Impossible
);

public sealed record StaffName(Guid Account, string Name);

/// <summary>One request as its page shows it, and as it was seen: whoever decides decides about this version.</summary>
public sealed record RequestDetails(
    Guid Id,
    int Version,
    string Reference,
    PrivacyRequestKind Kind,
    PrivacyRequestState State,
    PrivacyRequestOrigin Origin,
    DateTimeOffset ReceivedAt,
    DateTimeOffset LegalUntil,
    DateTimeOffset DueUntil,
    PrivacyRequestPace Pace,
    DateTimeOffset? ExtendedAt,
    bool ExtensionWaits,
    DateTimeOffset? LegalHoldUntil,
    DateTimeOffset? GraceUntil,
    DateTimeOffset? ClosedAt,
    bool Asked,
    string? Words,
    string? Contact,
    string? Address,
    Guid? Assignee,
    DetailPerson? Person,
    DetailProposal? Proposal,
    IReadOnlyList<DetailLine> Lines,
    IReadOnlyList<AttachedFile> Files,
    IReadOnlyList<DetailNotice> Told,
    IReadOnlyList<StaffName> Staff,
    bool HasMailbox,
    IReadOnlyList<PrivacyRequestAct> TakeTwo,
    string Authority
)
{
    public bool IsOpen => ClosedAt is null && State != PrivacyRequestState.Cleaning;
}
