using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>A frequency of a topic that the form offers.</summary>
public sealed record SignUpFrequency(string Value, MarkupString Words, bool Chosen);

/// <summary>A topic that the form offers.</summary>
/// <param name="Statement">Consent statement that ticking the box agrees to, exactly as published.</param>
/// <param name="StatementLanguage">Set if the statement is not in the page's language.</param>
/// <param name="Ticked">Ticked only by the visitor, in this same form.</param>
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
)
{
    /// <summary>Where its sample issue is shown; null where nobody sees one.</summary>
    public string? Sample { get; init; }
}

/// <summary>Terms to agree to, with a box of their own.</summary>
public sealed record SignUpTerms(string Url, MarkupString Label, bool Ticked);

/// <summary>The page of a form.</summary>
/// <param name="Notice">Information under GDPR article 13.</param>
public sealed record SignUpView(
    PageContext Frame,
    string Path,
    string Token,
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

/// <summary>The answer to a sign-up, the same for every address.</summary>
/// <param name="Form">Path of the form, for whoever mistyped the address.</param>
/// <param name="StartsAtOnce">
/// The form offers a topic that needs no confirmation. The answer does not tell whether it was ticked.
/// </param>
public sealed record SignedUpView(PageContext Frame, string Form, bool StartsAtOnce = false) : PageView(Frame);

/// <summary>The form as markup for a page of another site.</summary>
public sealed record SignUpMarkupView(PageContext Frame, MarkupString Title, string Markup) : PageView(Frame);
