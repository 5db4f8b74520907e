using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Me;

/// <param name="Invalid">What was typed cannot be an address.</param>
public sealed record PrivacyView(PageFrame Frame, bool Invalid = false, string? Typed = null) : PageView(Frame);

/// <param name="Minutes">How long the link works.</param>
/// <param name="Address">Masked, where a link said whose it is; else one answer for every address.</param>
public sealed record IdentitySentView(PageFrame Frame, int Minutes, MarkupString? Address = null) : PageView(Frame);

/// <param name="Asked">Whether this browser asked for the link.</param>
public sealed record IdentityPageView(PageFrame Frame, string Path, MarkupString Address, bool Asked) : PageView(Frame);

/// <summary>Used, over, or none at all: which, it does not say.</summary>
public sealed record IdentityOverView(PageFrame Frame) : PageView(Frame);

public sealed record NothingOpenView(PageFrame Frame, bool SignedOut) : PageView(Frame);

/// <summary>What each page of a session shows of it.</summary>
/// <param name="FormKey">Into every form.</param>
/// <param name="Path">Where "stay" leads back to.</param>
public sealed record SessionView(PageFrame Frame, string FormKey, DateTimeOffset EndsAt, TimeSpan Left, string Path);

/// <summary>One right, with the page where it is used.</summary>
public sealed record RightCard(string Path, MarkupString Title, MarkupString Text);

public sealed record MeView(SessionView Session, MarkupString Address, IReadOnlyList<RightCard> Rights, HeldView Held) : PageView(Session.Frame);

/// <param name="Waits">Staff look first.</param>
public sealed record ExportPageView(SessionView Session, bool Waits) : PageView(Session.Frame);

public sealed record CorrectView(SessionView Session, string Name, string Language, bool TooLong = false, bool Saved = false) : PageView(Session.Frame);

/// <param name="Since">While it is restricted.</param>
public sealed record RestrictView(SessionView Session, DateTimeOffset? Since, bool Saved = false) : PageView(Session.Frame);

public sealed record ObjectView(SessionView Session, bool Profiling, bool Marketing) : PageView(Session.Frame);

/// <summary>The page that lies in an export.</summary>
public sealed record ExportFileView(PageFrame Frame, MarkupString Address, DateTimeOffset At, HeldView Held);

/// <summary>How a request to be erased stands.</summary>
public sealed record EraseStanding(MarkupString Standing, MarkupString ReceivedAt, string Page);

/// <param name="Request">While one is under way.</param>
/// <param name="Then">What comes of pressing the button, and when.</param>
/// <param name="KeepsHash">A keyed hash of the address stays.</param>
/// <param name="Cancelled">One was taken back just now.</param>
public sealed record EraseView(SessionView Session, EraseStanding? Request, MarkupString Then, bool KeepsHash, bool Cancelled) : PageView(Session.Frame)
{
    /// <summary>The day until which a keyed hash leads to the log; none where nothing does.</summary>
    public MarkupString? ProofUntil { get; init; }
}
