using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Writes the choices beside the topics as HTML: pause, language of the mails, tracking and profiling.
/// </summary>
internal sealed class OtherChoices(PageContext frame)
{
    private readonly PreferencesTexts texts = frame.Language.Texts<PreferencesTexts>();

    public MarkupString Write(OtherChoiceStatus standing) =>
        new(
            $"""
            <section class=card><fieldset><legend><h2>{texts.Pause}</h2></legend><p class=soft>{texts.PauseLead}</p><div class=seg>{Pause(
                standing.PausedUntil
            )}</div></fieldset></section><section class=card><h2><label for=l>{texts.Language}</label></h2><select id=l name=language>{Languages(
                standing.Language
            )}</select></section><section class=card><fieldset class=opts><legend><h2>{texts.Tracking}</h2></legend>{TrackingNote(
                standing
            )}{Tracking(
                standing.Tracking
            )}</fieldset><fieldset class=opts><legend><h2>{texts.Profiling}</h2></legend>{Waiting(
                standing.ProfilingWaits
            )}{Profiling(standing.Profiling)}</fieldset></section>
            """
        );

    private string Pause(DateTimeOffset? until)
    {
        var days =
            Radio("pause", "30", texts.Days30)
            + Radio("pause", "60", texts.Days60)
            + Radio("pause", "90", texts.Days90);
        return until is { } end
            ? Radio("pause", "keep", texts.PausedUntil.With(frame.Time.Day(end)), true)
                + Radio("pause", "none", texts.EndPause)
                + days
            : Radio("pause", "keep", texts.NoPause, true) + days;
    }

    private string Languages(string chosen) =>
        string.Concat(
            frame.Languages.All.Select(l =>
                $"<option value={l.Code} lang={l.Code}{(l.Code == chosen ? " selected" : "")}>{l.Name}"
            )
        );

    // Without an earlier choice neither option is selected: unknown means no, and the page says so (DEC-02).
    private string TrackingNote(OtherChoiceStatus standing) =>
        standing is { TrackingWaits: false, Tracking: TrackingConsent.Unknown }
            ? $"<p class=soft>{texts.TrackingUnknown}</p>"
            : Waiting(standing.TrackingWaits);

    private string Tracking(TrackingConsent stands) =>
        Radio("tracking", "granted", texts.TrackingGranted, stands == TrackingConsent.Granted)
        + Radio("tracking", "denied", texts.TrackingDenied, stands == TrackingConsent.Denied);

    private string Profiling(Profiling stands) =>
        Radio("profiling", "allowed", texts.ProfilingAllowed, stands == Domain.Profiling.Allowed)
        + Radio("profiling", "objected", texts.ProfilingObjected, stands == Domain.Profiling.Objected);

    private string Waiting(bool waits) => waits ? $"<p class=tag>{texts.ChoiceWaiting}</p>" : "";

    private static string Radio(string name, string value, MarkupString words, bool stands = false) =>
        $"<label><input type=radio name={name} value={value}{(stands ? " checked" : "")}>{words}</label>";
}
