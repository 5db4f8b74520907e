using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>How a person stands to the choices beside the topics.</summary>
/// <param name="Language">What the person's mails are written in.</param>
/// <param name="TrackingWaits">A yes waits for the confirmation mail's answer.</param>
public readonly record struct OtherStanding(
    string Language,
    TrackingConsent Tracking = TrackingConsent.Unknown,
    bool TrackingWaits = false,
    Profiling Profiling = Profiling.Allowed,
    bool ProfilingWaits = false,
    DateTimeOffset? PausedUntil = null
);

/// <param name="Path">The link's own path; the form posts there.</param>
/// <param name="Address">Masked, of fixed length.</param>
public sealed record PreferencesView(
    PageContext Frame,
    string Path,
    MarkupString Address,
    IReadOnlyList<CategoryChoices> Categories,
    OtherStanding Others
) : PageView(Frame)
{
    public bool StoppedAll { get; init; }

    /// <summary>What was just saved.</summary>
    public OutcomeView? Outcome { get; init; }

    /// <summary>Saved, and nothing was different.</summary>
    public bool NothingToSave { get; init; }

    /// <summary>After a leave that is in force, never before.</summary>
    public ReasonStep Reason { get; init; }

    /// <summary>The link to the data was just mailed.</summary>
    public bool DataAsked { get; init; }
}
