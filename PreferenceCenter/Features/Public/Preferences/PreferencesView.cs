using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>State of the choices beside the topics.</summary>
/// <param name="Language">Language of the subscriber's mails.</param>
/// <param name="TrackingWaits">Consent to tracking waits for the answer to the confirmation mail.</param>
public readonly record struct OtherChoiceStatus(
    string Language,
    TrackingConsent Tracking = TrackingConsent.Unknown,
    bool TrackingWaits = false,
    Profiling Profiling = Profiling.Allowed,
    bool ProfilingWaits = false,
    DateTimeOffset? PausedUntil = null
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

    /// <summary>What the last post changed.</summary>
    public OutcomeView? Outcome { get; init; }

    /// <summary>The form was saved but changed nothing.</summary>
    public bool NothingToSave { get; init; }

    /// <summary>The question for a reason. It is shown only after the unsubscribe is in force.</summary>
    public ReasonStep Reason { get; init; }

    /// <summary>The link to the data page was just mailed.</summary>
    public bool DataAsked { get; init; }
}
