using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Outcomes;

internal sealed class ReasonTexts
{
    public MarkupString Title { get; init; }
    public MarkupString Lead { get; init; }
    public MarkupString TooMany { get; init; }
    public MarkupString NotRelevant { get; init; }
    public MarkupString NeverAsked { get; init; }
    public MarkupString Other { get; init; }
    public MarkupString Comment { get; init; }
    public MarkupString Send { get; init; }
    public MarkupString Thanks { get; init; }
}
