using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.SignUp;

internal sealed class SignUpTexts
{
    public MarkupString Email { get; init; }
    public MarkupString EmailInvalid { get; init; }
    public MarkupString Name { get; init; }
    public MarkupString NameTooLong { get; init; }
    public MarkupString Topics { get; init; }
    public MarkupString TopicsMissing { get; init; }
    public Phrase HowOften { get; init; }
    public Phrase Age { get; init; }
    public MarkupString AgeMissing { get; init; }
    public MarkupString TermsMissing { get; init; }
    public MarkupString TermsLink { get; init; }
    public MarkupString Withdraw { get; init; }
    public MarkupString WithdrawHow { get; init; }
    public MarkupString Trap { get; init; }
    public MarkupString Send { get; init; }
    public MarkupString Stale { get; init; }
    public MarkupString Mend { get; init; }
    public MarkupString Sent { get; init; }
    public MarkupString SentText { get; init; }
    public MarkupString SentSingle { get; init; }
    public MarkupString SentHint { get; init; }
    public MarkupString MarkupTitle { get; init; }
    public MarkupString MarkupText { get; init; }
}
