using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>State of the choices beside the topics.</summary>
/// <param name="LanguageWaits">Another language waits for the answer to the confirmation mail.</param>
/// <param name="Language">Language of the subscriber's mails.</param>
public readonly record struct OtherChoiceStatus(
    string Language,
    PermissionStatus Tracking = default,
    PermissionStatus Profiling = default,
    DateTimeOffset? PausedUntil = null,
    bool LanguageWaits = false
);

/// <summary>A consent statement in one language, with the number of its version.</summary>
public sealed record PermissionStatement(MarkupString Words, int Notice)
{
    // In the key of a cache: hashing the words would read them for each page.
    public override int GetHashCode() => Notice;
}

/// <summary>State of the consent to tracking or to profiling.</summary>
/// <param name="Answer">Yes or no; null without an answer that counts.</param>
/// <param name="Statement">What a yes agrees to; without one the page cannot ask.</param>
/// <param name="Waits">A yes waits for the answer to the confirmation mail.</param>
/// <param name="QuietUntil">Until then the page does not ask again, because the answer was no.</param>
public readonly record struct PermissionStatus(
    bool? Answer,
    PermissionStatement? Statement,
    bool Waits = false,
    DateTimeOffset? QuietUntil = null
);

/// <summary>The preferences page of one subscriber.</summary>
/// <param name="Path">The link's own path, to which the form posts.</param>
/// <param name="Address">Masked to a fixed length.</param>
public sealed record PreferencesView(
    PageContext Frame,
    string Path,
    MarkupString Address,
    IReadOnlyList<CategoryChoices> Categories,
    OtherChoiceStatus Others
) : PageView(Frame)
{
    public bool StoppedAll { get; init; }

    /// <summary>All mail was stopped and nothing waits for an answer, so there is nothing to unsubscribe from.</summary>
    public bool NothingToLeave { get; init; }

    /// <summary>The topics that the last post left; null if it stopped all mail.</summary>
    public MarkupString? ReasonAbout { get; init; }

    /// <summary>Processing is restricted, and this link proves the mailbox: the page says that nothing is sent.</summary>
    public bool Restricted { get; init; }

    /// <summary>What the last post changed.</summary>
    public OutcomeView? Outcome { get; init; }

    /// <summary>The form was saved but changed nothing.</summary>
    public bool NothingToSave { get; init; }

    /// <summary>What the last post asked for and did not get, one sentence each.</summary>
    public IReadOnlyList<MarkupString> NotDone { get; init; } = [];

    /// <summary>The page shows choices that are not saved yet.</summary>
    public bool Draft { get; init; }

    /// <summary>The question for a reason. It is shown only after the unsubscribe is in force.</summary>
    public ReasonStep Reason { get; init; }

    /// <summary>The link to the data page was just mailed.</summary>
    public bool DataAsked { get; init; }
}
