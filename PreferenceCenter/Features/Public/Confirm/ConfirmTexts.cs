using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Confirm;

internal sealed class ConfirmTexts
{
    public MarkupString Title { get; init; }
    public Phrase Lead { get; init; }
    public Phrase Consent { get; init; }
    public MarkupString Confirm { get; init; }
    public MarkupString NotMe { get; init; }
    public MarkupString NotMeText { get; init; }
    public MarkupString Done { get; init; }
    public MarkupString WayBack { get; init; }
    public MarkupString Rejected { get; init; }
    public MarkupString RejectedText { get; init; }
    public MarkupString Over { get; init; }
    public MarkupString OverText { get; init; }
    public MarkupString AskForLink { get; init; }
}
