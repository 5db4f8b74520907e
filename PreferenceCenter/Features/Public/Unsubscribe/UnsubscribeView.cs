using Microsoft.AspNetCore.Components;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Features.Public.Unsubscribe;

/// <summary>
/// The unsubscribe page. It holds no data of the subscriber, so it is the same for an unknown or erased id.
/// </summary>
/// <param name="Path">The link's own path, to which the button posts.</param>
/// <param name="Key">Key of this copy of the form. It becomes the token of the undo.</param>
/// <param name="Topic">The topic that the link unsubscribes from; null for all topics.</param>
/// <param name="HowOften">How often the topic comes, in its own words.</param>
public sealed record UnsubscribeView(
    PageContext Frame,
    string Path,
    string Key,
    MarkupString? Topic,
    MarkupString HowOften = default
) : PageView(Frame);

/// <summary>The page after an unsubscribe, or of somebody who left before.</summary>
/// <param name="Path">
/// The page's own path, below which a reason is posted. Its first two segments are the link's path.
/// </param>
/// <param name="Topic">The topic that was left; null for all topics.</param>
/// <param name="At">Time from which the unsubscribe is in force.</param>
public sealed record UnsubscribedView(PageContext Frame, string Path, MarkupString? Topic, DateTimeOffset At)
    : PageView(Frame)
{
    public ReasonStep Reason { get; init; } = ReasonStep.Ask;

    /// <summary>The window's title, which stays in the browser's history, does not name the topic.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Where the undo of this very act is posted; null if there is none, or no longer.</summary>
    public string? Undo { get; init; }

    /// <summary>The subscriber had left before this page was opened.</summary>
    public bool Already { get; init; }

    /// <summary>The subscriber has come back since, by the undo or otherwise.</summary>
    public bool Superseded { get; init; }

    /// <summary>Other topics are still subscribed to, and can be left too.</summary>
    public bool OthersCome { get; init; }

    /// <summary>Something holds back all mail, so that the other topics do not come now.</summary>
    public bool OthersHeld { get; init; }

    /// <summary>The link's own path, to which "unsubscribe from all" posts.</summary>
    internal string LinkPath => string.Join('/', Path.Split('/').Take(3));

    /// <summary>Key of the form that leaves everything, made for this copy of the page.</summary>
    internal string NextKey { get; } = MailedToken.New();
}
