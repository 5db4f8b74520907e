using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.RequestLink;

internal sealed class RequestLinkTexts
{
    public MarkupString Title { get; init; }
    public Phrase Lead { get; init; }
    public MarkupString Email { get; init; }
    public MarkupString EmailInvalid { get; init; }
    public MarkupString Send { get; init; }
    public MarkupString Sent { get; init; }
    public MarkupString SentText { get; init; }
    public MarkupString SentHint { get; init; }
}
