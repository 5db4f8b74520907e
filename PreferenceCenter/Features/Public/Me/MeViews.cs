using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Me;

/// <param name="Invalid">What was typed cannot be an address.</param>
public sealed record PrivacyView(PageContext Frame, bool Invalid = false, string? Typed = null) : PageView(Frame);

/// <param name="Minutes">How long the link works.</param>
/// <param name="Address">Masked, where a link said whose it is; else one answer for every address.</param>
public sealed record IdentitySentView(PageContext Frame, int Minutes, MarkupString? Address = null) : PageView(Frame);

/// <param name="Asked">Whether this browser asked for the link.</param>
public sealed record IdentityPageView(PageContext Frame, string Path, MarkupString Address, bool Asked)
    : PageView(Frame);

/// <summary>Used, over, or none at all: which, it does not say.</summary>
public sealed record IdentityOverView(PageContext Frame) : PageView(Frame);

public sealed record NothingOpenView(PageContext Frame, bool SignedOut) : PageView(Frame);

/// <summary>What each page of a session shows of it.</summary>
/// <param name="FormKey">Into every form.</param>
/// <param name="Path">Where "stay" leads back to.</param>
public sealed record SessionView(PageContext Frame, string FormKey, DateTimeOffset EndsAt, TimeSpan Left, string Path);

/// <summary>One right, with the page where it is used.</summary>
public sealed record RightCard(string Path, MarkupString Title, MarkupString Text);

/// <param name="NotYet">Until then nothing of before is shown: the old address may take the change back.</param>
public sealed record MeView(
    SessionView Session,
    MarkupString Address,
    IReadOnlyList<RightCard> Rights,
    PersonalDataView Held,
    DateTimeOffset? NotYet = null
) : PageView(Session.Frame);

/// <param name="Waits">Staff look first.</param>
/// <param name="Request">What they were asked.</param>
public sealed record ExportPageView(SessionView Session, bool Waits, AskedStanding? Request = null)
    : PageView(Session.Frame);

public sealed record CorrectView(
    SessionView Session,
    string Name,
    string Language,
    bool TooLong = false,
    bool Saved = false
) : PageView(Session.Frame);

/// <param name="Since">While it is restricted.</param>
public sealed record RestrictView(SessionView Session, DateTimeOffset? Since, bool Saved = false)
    : PageView(Session.Frame);

public sealed record ObjectView(SessionView Session, bool Profiling, bool Marketing) : PageView(Session.Frame);

/// <summary>The page that lies in an export.</summary>
public sealed record ExportFileView(PageContext Frame, MarkupString Address, DateTimeOffset At, PersonalDataView Held);

/// <summary>How a request to be erased stands.</summary>
public sealed record EraseStanding(MarkupString Standing, MarkupString ReceivedAt, string Page);

/// <param name="Request">While one is under way.</param>
/// <param name="Then">What comes of pressing the button, and when.</param>
/// <param name="KeepsHash">A keyed hash of the address stays.</param>
/// <param name="Cancelled">One was taken back just now.</param>
public sealed record EraseView(
    SessionView Session,
    EraseStanding? Request,
    MarkupString Then,
    bool KeepsHash,
    bool Cancelled
) : PageView(Session.Frame)
{
    /// <summary>The day until which a keyed hash leads to the log; none where nothing does.</summary>
    public MarkupString? ProofUntil { get; init; }
}

/// <param name="Typed">What was typed and cannot be used; then <paramref name="Fault"/> says why.</param>
/// <param name="Sent">A mail is on its way, if one can be.</param>
public sealed record AddressView(
    SessionView Session,
    MarkupString Present,
    string? Typed = null,
    MarkupString? Fault = null,
    bool Sent = false
) : PageView(Session.Frame);

/// <summary>What has to wait until the old address can take nothing back any more.</summary>
public sealed record NotYetView(SessionView Session, DateTimeOffset Until) : PageView(Session.Frame);

/// <param name="Old">Masked.</param>
public sealed record NewAddressPageView(PageContext Frame, string Path, MarkupString Old) : PageView(Frame);

/// <param name="Old">Masked: to this one it goes back.</param>
public sealed record WayBackView(PageContext Frame, string Path, DateTimeOffset At, MarkupString Old) : PageView(Frame);

public enum AddressSaid
{
    Changed,
    TakenBack,
    Over,
}

public sealed record AddressSaidView(PageContext Frame, AddressSaid Said) : PageView(Frame);

/// <summary>A request that waits for an answer.</summary>
public sealed record AskedStanding(MarkupString Standing, string Reference);

/// <param name="Request">While one is under way.</param>
public sealed record HumanView(SessionView Session, AskedStanding? Request, string? Typed = null, bool TooLong = false)
    : PageView(Session.Frame);
