using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Errors;

/// <summary>
/// The page for an email that was asked for and is not sent. It tells about a mailbox, so only a visitor with that
/// subscriber's link may see it.
/// </summary>
/// <param name="Declined">The mailbox answered "this was not me"; otherwise the day's most were sent.</param>
/// <param name="Until">When it may be asked for again.</param>
/// <param name="Back">The page of the link.</param>
public sealed record EmailHeldView(PageContext Frame, bool Declined, DateTimeOffset Until, string Back)
    : PageView(Frame);
