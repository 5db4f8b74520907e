using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

internal sealed class LayoutTexts
{
    public MarkupString SkipToContent { get; init; }
    public MarkupString Language { get; init; }
    public MarkupString PrivacyNotice { get; init; }
    public MarkupString Help { get; init; }
    public MarkupString Contact { get; init; }
    public MarkupString On { get; init; }
    public MarkupString Off { get; init; }
    public string DatePattern { get; init; } = "";
    public Phrase DateAndTime { get; init; }
    public MarkupString YourData { get; init; }
}
