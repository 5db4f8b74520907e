using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Errors;

/// <summary>
/// What the page shows for any link that cannot be used. It does not say why the link cannot be used.
/// </summary>
/// <param name="Path">Where the two buttons post. Set only for a validly signed preferences link that expired or whose
/// key was revoked.</param>
public sealed record UnusableLinkView(PageContext Frame, string? Path = null) : PageView(Frame)
{
    /// <summary>
    /// No new link is mailed, because the address on file is not the address that the link was sent to.
    /// </summary>
    public bool OnlyLeaves { get; init; }
    public UnusableLinkDone Done { get; init; }

    /// <summary>
    /// The link is an unsubscribe link whose key was revoked for unsubscribe links too. Its holder wants to leave and
    /// can do so by entering the address.
    /// </summary>
    public bool LeaveByAddress { get; init; }
}
