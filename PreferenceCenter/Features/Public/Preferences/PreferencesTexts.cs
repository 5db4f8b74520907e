using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Preferences;

internal sealed class PreferencesTexts
{
    public MarkupString Title { get; init; }
    public Phrase Lead { get; init; }
    public Phrase For { get; init; }
    public MarkupString StoppedAll { get; init; }

    public Phrase HowOften { get; init; }
    public MarkupString Every { get; init; }
    public MarkupString Daily { get; init; }
    public MarkupString Weekly { get; init; }
    public MarkupString Monthly { get; init; }
    public MarkupString Waiting { get; init; }
    public MarkupString FrequencyWaiting { get; init; }
    public MarkupString Closed { get; init; }
    public MarkupString Ended { get; init; }
    public MarkupString NewPurpose { get; init; }
    public Phrase Consent { get; init; }

    public MarkupString Pause { get; init; }
    public MarkupString PauseLead { get; init; }
    public MarkupString NoPause { get; init; }
    public Phrase PausedUntil { get; init; }
    public MarkupString EndPause { get; init; }
    public MarkupString Days30 { get; init; }
    public MarkupString Days60 { get; init; }
    public MarkupString Days90 { get; init; }

    public MarkupString Language { get; init; }

    public MarkupString Tracking { get; init; }
    public MarkupString TrackingUnknown { get; init; }
    public MarkupString TrackingGranted { get; init; }
    public MarkupString TrackingDenied { get; init; }
    public MarkupString Profiling { get; init; }
    public MarkupString ProfilingAllowed { get; init; }
    public MarkupString ProfilingObjected { get; init; }
    public MarkupString ChoiceWaiting { get; init; }

    public MarkupString Save { get; init; }
    public MarkupString LeaveAll { get; init; }

    public MarkupString Saved { get; init; }
    public MarkupString NothingToSave { get; init; }
    public MarkupString LeftAll { get; init; }
    public MarkupString WayBack { get; init; }
    public MarkupString WayBackMailed { get; init; }
    public Phrase NewFrequency { get; init; }
    public MarkupString PauseEnded { get; init; }
    public MarkupString NewLanguage { get; init; }
    public MarkupString TrackingNowGranted { get; init; }
    public MarkupString TrackingNowDenied { get; init; }
    public MarkupString ProfilingNowAllowed { get; init; }
    public MarkupString ProfilingNowObjected { get; init; }

    public MarkupString YourData { get; init; }
    public Phrase YourDataText { get; init; }
    public MarkupString AskData { get; init; }
    public Phrase DataAsked { get; init; }

    public MarkupString Words(Frequency frequency) =>
        frequency switch
        {
            Frequency.Monthly => Monthly,
            Frequency.Weekly => Weekly,
            Frequency.Daily => Daily,
            _ => Every,
        };
}
