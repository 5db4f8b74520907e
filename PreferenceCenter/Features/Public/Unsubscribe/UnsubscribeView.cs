using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Features.Public.Unsubscribe;

/// <summary>
/// The unsubscribe page. It holds no data of the subscriber, so it is the same for an unknown or erased id.
/// </summary>
/// <param name="Path">The link's own path, to which the button posts.</param>
/// <param name="Topic">The topic that the link unsubscribes from; null for all topics.</param>
/// <param name="HowOften">How often the topic comes, in its own words.</param>
public sealed record UnsubscribeView(
    PageContext Frame,
    string Path,
    MarkupString? Topic,
    MarkupString HowOften = default
) : PageView(Frame);

/// <summary>The page after an unsubscribe.</summary>
/// <param name="Topic">The topic that was left; null for all topics.</param>
/// <param name="At">Time from which the unsubscribe is in force.</param>
public sealed record UnsubscribedView(PageContext Frame, string Path, MarkupString? Topic, DateTimeOffset At)
    : PageView(Frame)
{
    public ReasonStep Reason { get; init; } = ReasonStep.Ask;
}
