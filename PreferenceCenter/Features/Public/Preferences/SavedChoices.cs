using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>The changes that a save made; <see cref="Tell"/> puts them into words.</summary>
/// <param name="At">Time from which the changes are in force.</param>
/// <param name="Mailed">Whether a confirmation mail with an undo link goes out.</param>
internal sealed record SavedChoices(DateTimeOffset At, bool Mailed)
{
    public bool LeftAll { get; init; }
    public IReadOnlyList<MarkupString> Stopped { get; init; } = [];
    public IReadOnlyList<MarkupString> Started { get; init; } = [];

    /// <summary>Switched on, and waiting for the answer to the confirmation mail.</summary>
    public IReadOnlyList<MarkupString> Waiting { get; init; } = [];
    public IReadOnlyList<MarkupString> GoesOn { get; init; } = [];
    public IReadOnlyList<(MarkupString Topic, Frequency Frequency)> Frequencies { get; init; } = [];
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Something holds back all mail, whenever that began: what is still subscribed to does not come now.</summary>
    public bool Held { get; init; }

    /// <summary>What holds the mail back, as far as this page may say it.</summary>
    public IReadOnlyList<MarkupString> Notes { get; init; } = [];

    /// <summary>The changes are an undo of earlier ones.</summary>
    public bool Restored { get; init; }

    /// <summary>Where the undo of these changes is posted, with the numbers of their events.</summary>
    public string? Undo { get; init; }
    public string? Undoes { get; init; }
    public bool PauseEnded { get; init; }
    public bool LanguageChanged { get; init; }
    public TrackingConsent? Tracking { get; init; }
    public Profiling? Profiling { get; init; }

    public OutcomeView Tell(PageContext frame)
    {
        var texts = frame.Language.Texts<PreferencesTexts>();
        return new(
            frame,
            LeftAll ? texts.LeftAll
                : Restored ? texts.Undone
                : texts.Saved,
            At,
            Mailed ? texts.WayBackMailed
                : Stopped.Count > 0 || LeftAll ? texts.WayBack
                : null
        )
        {
            Stopped = Stopped,
            Started = Started,
            Waiting = Waiting,
            Held = Held ? GoesOn : [],
            GoesOn = Held ? [] : GoesOn,
            Notes = Notes,
            LeftAll = LeftAll,
            Undo = Undo,
            Undoes = Undoes,
            Changed = [.. Changes(frame, texts)],
        };
    }

    private IEnumerable<MarkupString> Changes(PageContext frame, PreferencesTexts texts)
    {
        foreach (var (topic, frequency) in Frequencies)
            yield return texts.NewFrequency.With(topic, texts.Words(frequency));
        if (PausedUntil is { } until)
            yield return texts.PausedUntil.With(frame.Time.Day(until));
        if (PauseEnded)
            yield return texts.PauseEnded;
        if (LanguageChanged)
            yield return texts.NewLanguage;
        if (Tracking is { } tracking)
            yield return tracking == TrackingConsent.Granted ? texts.TrackingNowGranted : texts.TrackingNowDenied;
        if (Profiling is { } profiling)
            yield return profiling == Domain.Profiling.Allowed ? texts.ProfilingNowAllowed : texts.ProfilingNowObjected;
    }
}
