using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Features.Public.Unsubscribe;

/// <summary>Holds nothing of the person: the page is the same for somebody unknown or gone.</summary>
/// <param name="Path">The link's own path; the one button posts there.</param>
/// <param name="Topic">What the link leaves, nothing for everything.</param>
/// <param name="HowOften">How often that comes, in the topic's words.</param>
public sealed record UnsubscribeView(
    PageContext Frame,
    string Path,
    MarkupString? Topic,
    MarkupString HowOften = default
) : PageView(Frame);

/// <param name="Topic">What was left, nothing for everything.</param>
/// <param name="At">From when it holds.</param>
public sealed record UnsubscribedView(PageContext Frame, string Path, MarkupString? Topic, DateTimeOffset At)
    : PageView(Frame)
{
    public ReasonStep Reason { get; init; } = ReasonStep.Ask;
}
