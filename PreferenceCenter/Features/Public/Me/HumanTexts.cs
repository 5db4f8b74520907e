using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Me;

internal sealed class HumanTexts
{
    public MarkupString Title { get; init; }
    public MarkupString Text { get; init; }
    public MarkupString Lead { get; init; }
    public MarkupString Words { get; init; }
    public MarkupString TooLong { get; init; }
    public MarkupString Ask { get; init; }
    public Phrase Asked { get; init; }
    public MarkupString Follow { get; init; }
}
