using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Receipts;

internal sealed class ReceiptTexts
{
    public MarkupString Title { get; init; }
    public Phrase Lead { get; init; }
    public MarkupString When { get; init; }
    public MarkupString How { get; init; }
    public Phrase Agreed { get; init; }
    public MarkupString Where { get; init; }
    public Phrase Position { get; init; }
    public MarkupString Leaf { get; init; }
    public MarkupString Verify { get; init; }
    public MarkupString VerifyText { get; init; }
    public MarkupString Download { get; init; }
    public MarkupString Record { get; init; }
    public MarkupString RecordText { get; init; }
    public MarkupString KeepText { get; init; }
}
