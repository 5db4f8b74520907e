using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Shared.Outcomes;

/// <summary>Texts about what a change did.</summary>
internal sealed partial class OutcomeTexts
{
    /// <summary>Says what holds back all mail about topics: a restriction, else a pause; empty if nothing does.</summary>
    public IReadOnlyList<MarkupString> Holds(bool restricted, DateTimeOffset? pausedUntil, LocalTime time) =>
        restricted ? [Restricted]
        : pausedUntil is { } until ? [PausedUntil.With(time.Day(until))]
        : [];
}
