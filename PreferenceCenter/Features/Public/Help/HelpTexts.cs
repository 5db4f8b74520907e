using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Help;

internal sealed class HelpTexts
{
    public MarkupString Title { get; init; }
    public Phrase What { get; init; }
    public MarkupString Stop { get; init; }
    public MarkupString ByFooter { get; init; }
    public MarkupString ByFooterText { get; init; }
    public MarkupString ByMailProgram { get; init; }
    public MarkupString ByMailProgramText { get; init; }
    public MarkupString ByReply { get; init; }
    public Phrase ByReplyText { get; init; }
    public MarkupString ByLink { get; init; }
    public MarkupString ByLinkText { get; init; }
    public MarkupString ByContact { get; init; }
    public Phrase ByContactText { get; init; }
    public MarkupString When { get; init; }
    public MarkupString WhenText { get; init; }
    public MarkupString Less { get; init; }
    public MarkupString LessText { get; init; }
    public MarkupString Forwarded { get; init; }
    public MarkupString ForwardedText { get; init; }
    public MarkupString AskForLink { get; init; }
}
