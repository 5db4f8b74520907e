using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>The form that requests the link to the data pages.</summary>
/// <param name="Invalid">The typed text is not an e-mail address.</param>
public sealed record PrivacyView(PageContext Frame, bool Invalid = false, string? Typed = null) : PageView(Frame);

/// <summary>The answer to a requested link.</summary>
/// <param name="Minutes">Lifetime of the link.</param>
/// <param name="Address">
/// Masked, if a link told whose it is; otherwise the answer is the same for every address.
/// </param>
public sealed record IdentitySentView(PageContext Frame, int Minutes, MarkupString? Address = null) : PageView(Frame);

/// <summary>The page of a link, with the button that opens the session.</summary>
/// <param name="Asked">Whether this browser requested the link.</param>
public sealed record IdentityPageView(PageContext Frame, string Path, MarkupString Address, bool Asked)
    : PageView(Frame);

/// <summary>The link cannot be used. The page does not say whether it was used, has expired or never existed.</summary>
public sealed record IdentityOverView(PageContext Frame) : PageView(Frame);

/// <summary>No session is open.</summary>
public sealed record NothingOpenView(PageContext Frame, bool SignedOut) : PageView(Frame);

/// <summary>The session as each of its pages shows it.</summary>
/// <param name="FormKey">Goes into every form.</param>
/// <param name="Path">Path that "stay" leads back to.</param>
public sealed record SessionView(PageContext Frame, string FormKey, DateTimeOffset EndsAt, TimeSpan Left, string Path);

/// <summary>A right, with the page on which it is used.</summary>
public sealed record RightCard(string Path, MarkupString Title, MarkupString Text);

/// <summary>All data held about the subscriber, and the rights they can use.</summary>
/// <param name="NotYet">Until then no older data is shown, because the old address may revert the change.</param>
public sealed record MeView(
    SessionView Session,
    MarkupString Address,
    IReadOnlyList<RightCard> Rights,
    PersonalDataView Held,
    IReadOnlyList<OpenedSession> Sessions,
    DateTimeOffset? NotYet = null
) : PageView(Session.Frame);

/// <summary>A browser in which the data are open.</summary>
/// <param name="This">The browser that shows this page.</param>
/// <param name="Key">Names the session among those of the same person.</param>
public sealed record OpenedSession(DateTimeOffset At, bool This, string Key);

/// <summary>The page of the export.</summary>
/// <param name="Waits">Staff check the request before the export is made.</param>
/// <param name="Request">The open request to staff.</param>
public sealed record ExportPageView(SessionView Session, bool Waits, AskedRequestStatus? Request = null)
    : PageView(Session.Frame);

/// <summary>The form that corrects name and language.</summary>
public sealed record CorrectView(
    SessionView Session,
    string Name,
    string Language,
    bool Invalid = false,
    bool Saved = false
) : PageView(Session.Frame);

/// <summary>The page that restricts processing or lifts the restriction.</summary>
/// <param name="Since">Start of the restriction, while there is one.</param>
public sealed record RestrictView(SessionView Session, DateTimeOffset? Since, bool Saved = false)
    : PageView(Session.Frame);

/// <summary>The page for objections.</summary>
/// <param name="Profiling">The subscriber has objected to profiling.</param>
/// <param name="Marketing">The subscriber has stopped all mail.</param>
public sealed record ObjectView(SessionView Session, bool Profiling, bool Marketing) : PageView(Session.Frame);

/// <summary>The page inside an export file.</summary>
public sealed record ExportFileView(PageContext Frame, MarkupString Address, DateTimeOffset At, PersonalDataView Held);

/// <summary>State of an erasure request.</summary>
public sealed record EraseStatus(MarkupString Standing, MarkupString ReceivedAt, string Page);

/// <summary>The page of the erasure request.</summary>
/// <param name="Request">The open request, if there is one.</param>
/// <param name="Then">What pressing the button does, and when.</param>
/// <param name="KeepsHash">A keyed hash of the address is kept on the suppression list.</param>
/// <param name="Cancelled">A request was cancelled just now.</param>
public sealed record EraseView(
    SessionView Session,
    EraseStatus? Request,
    MarkupString Then,
    bool KeepsHash,
    bool Cancelled
) : PageView(Session.Frame)
{
    /// <summary>Topics are on: if erasure was requested, they were switched on again since.</summary>
    public bool Subscribed { get; init; }

    /// <summary>The day until which a keyed hash links the address to the log; null if none is kept.</summary>
    public MarkupString? ProofUntil { get; init; }

    /// <summary>Short references of the open requests that an erasure ends without an answer; null for none.</summary>
    public string? Unanswered { get; init; }
}

/// <summary>The form that changes the address.</summary>
/// <param name="Typed">Typed text that cannot be used; <paramref name="Fault"/> then says why.</param>
/// <param name="Sent">A confirmation mail is on its way, if one can be sent.</param>
public sealed record AddressView(
    SessionView Session,
    MarkupString Present,
    string? Typed = null,
    MarkupString? Fault = null,
    bool Sent = false
) : PageView(Session.Frame);

/// <summary>The action has to wait until the old address can no longer revert the change of address.</summary>
public sealed record NotYetView(SessionView Session, DateTimeOffset Until) : PageView(Session.Frame);

/// <summary>The page on which the new address confirms the change.</summary>
/// <param name="Old">Masked.</param>
public sealed record NewAddressPageView(PageContext Frame, string Path, MarkupString Old) : PageView(Frame);

/// <summary>The page on which the old address reverts the change.</summary>
/// <param name="Old">The address that is restored, masked.</param>
public sealed record WayBackView(PageContext Frame, string Path, DateTimeOffset At, MarkupString Old) : PageView(Frame);

/// <summary>Outcome of a link of a change of address.</summary>
public enum AddressResult
{
    Changed,
    TakenBack,
    Over,
}

/// <summary>The page that tells the outcome of a change of address.</summary>
public sealed record AddressResultView(PageContext Frame, AddressResult Result) : PageView(Frame)
{
    /// <summary>It was done before, by the same link.</summary>
    public bool Before { get; init; }
}

/// <summary>State of a request that waits for an answer.</summary>
public sealed record AskedRequestStatus(MarkupString Standing, string Reference, string Path);

/// <summary>The form of a request in the subscriber's own words.</summary>
/// <param name="Request">The open request, if there is one.</param>
public sealed record WrittenRequestView(
    SessionView Session,
    string Path,
    int Longest,
    WrittenRequestWords Words,
    AskedRequestStatus? Request,
    string? Typed = null,
    MarkupString? Fault = null
) : PageView(Session.Frame);
