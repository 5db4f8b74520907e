using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Confirm;

/// <summary>A choice to confirm, in the words that the consent is about.</summary>
/// <param name="Statement">Consent statement exactly as published; empty if there is none.</param>
public sealed record ConfirmWish(
    MarkupString Name,
    MarkupString Description,
    MarkupString HowOften,
    MarkupString Statement = default
)
{
    /// <summary>Where the sample issue of a topic is shown; null where nobody sees one.</summary>
    public string? Sample { get; init; }
}

/// <summary>The page that asks for confirmation.</summary>
/// <param name="Address">Masked.</param>
/// <param name="Notice">Information under GDPR article 13, if it is published.</param>
public sealed record ConfirmView(
    PageContext Frame,
    string Path,
    MarkupString Address,
    IReadOnlyList<ConfirmWish> Wishes,
    MarkupString Notice = default
) : PageView(Frame)
{
    /// <summary>The versions of the wordings on this page, which its form sends back.</summary>
    public required string Words { get; init; }

    /// <summary>The button was pressed on a page that showed other wordings: nothing was recorded.</summary>
    public bool Again { get; init; }

    /// <summary>What would keep the choices from having their effect, one sentence each.</summary>
    public IReadOnlyList<MarkupString> Notes { get; init; } = [];

    /// <summary>The question came with an import: nobody asked for it.</summary>
    public bool Imported { get; init; }
}

/// <summary>The page after a confirmation.</summary>
/// <param name="Started">The choices that are in force now.</param>
/// <param name="Choices">Where the button to the preferences posts; null if this page does not lead there.</param>
public sealed record ConfirmedView(
    PageContext Frame,
    DateTimeOffset At,
    IReadOnlyList<MarkupString> Started,
    string? Choices = null
) : PageView(Frame)
{
    /// <summary>What keeps the choices from having their effect, one sentence each.</summary>
    public IReadOnlyList<MarkupString> Notes { get; init; } = [];
}

/// <summary>The page that asks whether an e-mail was asked for by somebody else.</summary>
public sealed record NotMeView(PageContext Frame, string Path) : PageView(Frame)
{
    /// <summary>The email was not asked for by anybody: an imported list asks.</summary>
    public bool OfImport { get; init; }

    /// <summary>What the answer stops.</summary>
    public AskedKind Kind { get; init; }
}

/// <summary>Tells what "this was not me" stops.</summary>
internal static class StoppedWords
{
    public static MarkupString Stops(this ConfirmTexts texts, AskedKind kind, PageContext frame) =>
        kind switch
        {
            AskedKind.Question => texts.NotMeStops,
            AskedKind.Choices => texts.NotMeStopsLinks,
            _ => texts.NotMeStopsData.With(Markup.Of(frame.Site.Contact)),
        };
}

/// <summary>There is nothing to confirm.</summary>
/// <param name="Rejected">
/// The person answered "this was not me"; otherwise the link has expired, was answered or is void.
/// </param>
public sealed record ConfirmOverView(PageContext Frame, bool Rejected) : PageView(Frame)
{
    /// <summary>The answer came from an email that somebody asked for and stopped its kind, not from a question.</summary>
    public AskedKind? Stopped { get; init; }
}
