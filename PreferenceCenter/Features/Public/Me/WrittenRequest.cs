using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>Words of the page of a <see cref="WrittenRequest"/>, in one language.</summary>
/// <param name="Note">A further way to the same end.</param>
/// <param name="Missing">What is said where nothing is written; null where that is allowed.</param>
public sealed record WrittenRequestWords(
    MarkupString Title,
    MarkupString Lead,
    MarkupString? Note,
    MarkupString Words,
    MarkupString? Missing,
    MarkupString TooLong,
    MarkupString Ask,
    MarkupString Follow
);

/// <summary>
/// A right that subscribers use in their own words, and that staff answer: human review of an automated decision (GDPR
/// article 22(3)), or a complaint (United Kingdom: Data Protection Act 2018, section 164A).
/// </summary>
/// <param name="Standing">What is said while the request is open, with its due date.</param>
internal sealed record WrittenRequest(
    string Path,
    PrivacyRequestKind Kind,
    int Longest,
    Func<PageLanguage, Site, WrittenRequestWords> WordsIn,
    Func<PageLanguage, MarkupString, MarkupString> Standing
)
{
    public static readonly WrittenRequest HumanReview = new(
        "/me/human",
        PrivacyRequestKind.AutomatedDecision,
        1000,
        static (language, _) =>
        {
            var t = language.Texts<HumanTexts>();
            return new(t.Title, t.Lead, null, t.Words, null, t.TooLong, t.Ask, t.Follow);
        },
        static (language, due) => language.Texts<HumanTexts>().Asked.With(due)
    );

    public static readonly WrittenRequest Complaint = new(
        "/me/complaint",
        PrivacyRequestKind.Complaint,
        4000,
        static (language, site) =>
        {
            var t = language.Texts<ComplaintTexts>();
            var authority = t.Authority.With(Markup.Of(site.SupervisoryAuthority));
            return new(t.Title, t.Lead, authority, t.Words, t.Missing, t.TooLong, t.Ask, t.Follow);
        },
        static (language, _) => language.Texts<ComplaintTexts>().Asked
    );
}
