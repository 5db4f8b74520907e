using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Errors;

/// <summary>The one page for every link that cannot be used; why, it does not say.</summary>
/// <param name="Path">Where the two buttons post: only for a well-signed preferences link past its life or of a revoked
/// key.</param>
public sealed record UnusableLinkView(PageContext Frame, string? Path = null) : PageView(Frame)
{
    /// <summary>No new link is mailed for it: the address on file is another than the one it went to.</summary>
    public bool OnlyLeaves { get; init; }
    public UnusableLinkDone Done { get; init; }

    /// <summary>
    /// An unsubscribe link of a key revoked for those too: whoever has it wants to leave, and still can.
    /// </summary>
    public bool LeaveByAddress { get; init; }
}
