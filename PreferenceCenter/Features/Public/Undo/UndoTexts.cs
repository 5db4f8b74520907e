using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Undo;

internal sealed class UndoTexts
{
    public MarkupString Title { get; init; }
    public Phrase Lead { get; init; }
    public MarkupString ComesBack { get; init; }
    public MarkupString StaysAway { get; init; }
    public MarkupString Restore { get; init; }
    public MarkupString Done { get; init; }
    public MarkupString WayBack { get; init; }
    public MarkupString Already { get; init; }
    public MarkupString AlreadyText { get; init; }
    public MarkupString Voided { get; init; }
    public MarkupString VoidedText { get; init; }
    public MarkupString AskForLink { get; init; }
}
