using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Shared.Errors;

internal sealed class ErrorTexts
{
    public MarkupString BadRequest { get; init; }
    public MarkupString BadRequestText { get; init; }
    public MarkupString NotFound { get; init; }
    public MarkupString NotFoundText { get; init; }
    public MarkupString TooLarge { get; init; }
    public MarkupString TooLargeText { get; init; }
    public MarkupString Forbidden { get; init; }
    public MarkupString ForbiddenText { get; init; }
    public MarkupString TooSlow { get; init; }
    public MarkupString TooSlowText { get; init; }
    public MarkupString TooMany { get; init; }
    public MarkupString TooManyText { get; init; }
    public MarkupString Failed { get; init; }
    public MarkupString FailedText { get; init; }
    public MarkupString Busy { get; init; }
    public MarkupString BusyText { get; init; }
    public MarkupString NothingChanged { get; init; }
    public Phrase Reference { get; init; }
    public MarkupString AskForLink { get; init; }
    public MarkupString Link { get; init; }
    public MarkupString LinkText { get; init; }
    public MarkupString LinkExpiredText { get; init; }
    public MarkupString LinkMovedText { get; init; }
    public MarkupString SendLink { get; init; }
    public MarkupString LeaveAll { get; init; }
    public MarkupString ByAddress { get; init; }
    public MarkupString ByAddressText { get; init; }
    public MarkupString GoOn { get; init; }
    public MarkupString LinkSent { get; init; }
    public MarkupString LinkSentText { get; init; }
    public MarkupString LinkLeftAll { get; init; }
    public MarkupString LinkLeftAllText { get; init; }
}
