using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>
/// A line of the timeline, with the name of the account that acted; null if the person or the program acted.
/// </summary>
public sealed record DetailLine(DateTimeOffset At, PrivacyRequestStep Step, string? By, bool ByPerson, string? Text);

/// <summary>The subscriber of the request, in short.</summary>
public sealed record DetailPerson(Guid Id, string Address, string? Name, IReadOnlyList<string> Topics);

/// <summary>A proposed decision that waits for a second account.</summary>
/// <param name="Own">Whether the reader proposed it.</param>
/// <param name="OthersCan">Whether an account other than the proposer can agree.</param>
/// <param name="AloneCan">Whether the proposer may decide alone, once the day is over.</param>
/// <param name="Stale">Whether the subscriber's record has changed since: it has to be proposed anew.</param>
public sealed record DetailProposal(
    PrivacyRequestAct Act,
    RefusalGround? Ground,
    DateTimeOffset? Until,
    string By,
    string? Reasons,
    DateTimeOffset At,
    bool Own,
    bool OthersCan,
    bool AloneCan,
    bool Stale
);

/// <summary>Notice to a recipient (GDPR article 19), and its answer.</summary>
public sealed record DetailNotice(
    Guid Id,
    string Recipient,
    DateTimeOffset At,
    DateTimeOffset? AnsweredAt,
    string? Impossible
);

/// <summary>A staff account that can be the assignee.</summary>
public sealed record StaffName(Guid Account, string Name)
{
    /// <summary>What is enough to tell colleagues apart: an address without its domain.</summary>
    public static string ShortOf(string name) => name.Split('@')[0];
}

/// <summary>
/// A privacy request as its page shows it, with its version: a decision applies only to the version that was shown.
/// </summary>
public sealed record RequestDetails(
    Guid Id,
    int Version,
    string Reference,
    int Number,
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
    IReadOnlyList<PrivacyRequestAct> TakeTwo
)
{
    /// <summary>
    /// Acknowledgement of a complaint for whoever can only be reached by letter, in the reader's language; empty where an
    /// email acknowledges it.
    /// </summary>
    public IReadOnlyList<string> Letter { get; init; } = [];

    /// <summary>A restore left open whose the address is.</summary>
    public bool AddressInDoubt { get; init; }

    /// <summary>Code of the language in which the person is written to.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Whether its person was erased: nothing can be added to it any more.</summary>
    public bool IsErased { get; init; }

    public bool IsOpen => ClosedAt is null && State != PrivacyRequestState.Cleaning;

    /// <summary>Whether the requester can be asked who they are, and whether the time can be extended.</summary>
    public bool MayAsk => !Asked && MayExtend && !PrivacyRequestEffects.ShownMailbox(Kind, Origin);
    public bool MayExtend => Kind != PrivacyRequestKind.Complaint;
}
