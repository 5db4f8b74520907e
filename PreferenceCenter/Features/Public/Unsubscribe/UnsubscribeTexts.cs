using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Unsubscribe;

internal sealed class UnsubscribeTexts
{
    public MarkupString Title { get; init; }
    public Phrase AskTopic { get; init; }
    public Phrase AskTopicText { get; init; }
    public Phrase AskAll { get; init; }
    public MarkupString AskAllText { get; init; }
    public MarkupString Stops { get; init; }
    public MarkupString GoesOn { get; init; }
    public MarkupString SentBy { get; init; }
    public Phrase LeaveTopic { get; init; }
    public MarkupString LeaveAll { get; init; }
    public Phrase LeftTopic { get; init; }
    public MarkupString LeftAll { get; init; }
    public MarkupString Everything { get; init; }
    public MarkupString OtherTopics { get; init; }
    public MarkupString WayBack { get; init; }
    public MarkupString MoreTitle { get; init; }
    public MarkupString MoreText { get; init; }
}
