using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.RequestStatus;

internal sealed class RequestStatusTexts
{
    public MarkupString Title { get; init; }
    public Phrase Received { get; init; }
    public Phrase Legal { get; init; }
    public Phrase Moved { get; init; }
    public MarkupString Open { get; init; }
    public MarkupString Held { get; init; }
    public Phrase Grace { get; init; }
    public MarkupString GraceText { get; init; }
    public MarkupString Cleaning { get; init; }
    public MarkupString CleaningText { get; init; }
    public Phrase Done { get; init; }
    public Phrase Refused { get; init; }
    public MarkupString RefusedText { get; init; }
    public Phrase Cancelled { get; init; }
    public Phrase Overtaken { get; init; }
    public MarkupString Reference { get; init; }
    public MarkupString Questions { get; init; }
    public Phrase QuestionsText { get; init; }
    public MarkupString KindAccess { get; init; }
    public MarkupString KindPortability { get; init; }
    public MarkupString KindRectification { get; init; }
    public MarkupString KindErasure { get; init; }
    public MarkupString KindRestriction { get; init; }
    public MarkupString KindObjection { get; init; }
    public MarkupString KindAutomatedDecision { get; init; }
}
