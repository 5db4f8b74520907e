using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Me;

internal sealed class IdentityTexts
{
    public MarkupString PrivacyTitle { get; init; }
    public Phrase PrivacyLead { get; init; }
    public MarkupString Email { get; init; }
    public MarkupString EmailInvalid { get; init; }
    public MarkupString Ask { get; init; }
    public MarkupString AskHint { get; init; }
    public MarkupString SentTitle { get; init; }
    public MarkupString SentText { get; init; }
    public Phrase SentTo { get; init; }
    public Phrase SentHow { get; init; }
    public MarkupString SentHint { get; init; }
    public MarkupString OpenTitle { get; init; }
    public Phrase OpenLead { get; init; }
    public MarkupString OpenText { get; init; }
    public MarkupString Open { get; init; }
    public MarkupString OtherTitle { get; init; }
    public Phrase OtherText { get; init; }
    public MarkupString SendHere { get; init; }
    public MarkupString OverTitle { get; init; }
    public MarkupString OverText { get; init; }
    public MarkupString AskAgain { get; init; }
    public MarkupString ClosedTitle { get; init; }
    public MarkupString ClosedText { get; init; }
    public MarkupString SignedOut { get; init; }
    public MarkupString SignedOutText { get; init; }
}
