using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>How often a topic may come, as a choice.</summary>
public sealed record SignUpFrequency(string Value, MarkupString Words, bool Chosen);

/// <param name="Statement">What somebody agrees to who ticks the box: exactly the published words.</param>
/// <param name="StatementLanguage">Set where they are in another language than the page.</param>
/// <param name="Ticked">Only ever by the person, in this very form.</param>
public sealed record SignUpTopic(
    string Key,
    long Number,
    MarkupString Name,
    MarkupString Description,
    MarkupString HowOften,
    MarkupString Statement,
    string? StatementLanguage,
    IReadOnlyList<SignUpFrequency> Frequencies,
    bool Ticked
);

/// <summary>Terms to agree to, in a box of their own.</summary>
public sealed record SignUpTerms(string Url, MarkupString Label, bool Ticked);

/// <summary>What a form shows.</summary>
/// <param name="Notice">The information of GDPR article 13.</param>
public sealed record SignUpView(
    PageContext Frame,
    string Path,
    string Sheet,
    MarkupString Title,
    MarkupString Lead,
    IReadOnlyList<SignUpTopic> Topics,
    MarkupString Notice
) : PageView(Frame)
{
    public bool AsksName { get; init; }
    public int? MinimumAge { get; init; }
    public bool AgeTicked { get; init; }
    public SignUpTerms? Terms { get; init; }
    public string Typed { get; init; } = "";
    public string? Name { get; init; }
    internal SignUpFaults Faults { get; init; }
}

/// <summary>One answer for every address.</summary>
/// <param name="StartsAtOnce">The form offers something that needs no confirmation; which of it was ticked the answer
/// does not tell.</param>
public sealed record SignedUpView(PageContext Frame, bool StartsAtOnce = false) : PageView(Frame);

/// <summary>The form as markup for a page elsewhere.</summary>
public sealed record SignUpMarkupView(PageContext Frame, MarkupString Title, string Markup) : PageView(Frame);
