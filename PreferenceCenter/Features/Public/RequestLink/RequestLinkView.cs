using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.RequestLink;

/// <param name="Invalid">What was typed cannot be an address.</param>
/// <param name="Typed">What was typed, to be mended instead of typed again (A11-03).</param>
public sealed record RequestLinkView(PageContext Frame, bool Invalid = false, string? Typed = null) : PageView(Frame);

/// <summary>One answer for every address.</summary>
public sealed record LinkRequestedView(PageContext Frame) : PageView(Frame);
