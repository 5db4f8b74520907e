using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.RequestLink;

/// <summary>The form that requests a link.</summary>
/// <param name="Invalid">The typed text is not an e-mail address.</param>
/// <param name="Typed">The typed text, shown again to be corrected (A11-03).</param>
public sealed record RequestLinkView(PageContext Frame, bool Invalid = false, string? Typed = null) : PageView(Frame);

/// <summary>The answer to a requested link, the same for every address.</summary>
public sealed record LinkRequestedView(PageContext Frame) : PageView(Frame);
