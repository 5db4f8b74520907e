using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Outcomes;

internal sealed class OutcomeTexts
{
    public MarkupString Stopped { get; init; }
    public MarkupString Started { get; init; }
    public MarkupString Changed { get; init; }
    public MarkupString Waiting { get; init; }
    public MarkupString WaitingHow { get; init; }
    public MarkupString GoesOn { get; init; }
    public MarkupString ServiceMails { get; init; }
    public MarkupString Since { get; init; }
    public MarkupString OnItsWay { get; init; }
    public MarkupString WayBack { get; init; }
}
