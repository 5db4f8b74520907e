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
            )}</select></section>{Permission(
                "tracking",
                standing.Tracking,
                texts.Tracking,
                texts.TrackingUnknown,
                ("granted", texts.TrackingGranted),
                ("denied", texts.TrackingDenied)
            )}{Permission(
                "profiling",
                standing.Profiling,
                texts.Profiling,
                texts.ProfilingUnknown,
                ("allowed", texts.ProfilingAllowed),
                ("objected", texts.ProfilingObjected)
            )}
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

    // Each is asked apart, in the words of its notice. Without an answer neither option is selected: unknown means no,
    // and the page says so (DEC-02). After a no the question stands closed for six months. Without a notice there is
    // nothing to say yes to; what was agreed to elsewhere can still be withdrawn.
    private string Permission(
        string field,
        PermissionStatus standing,
        MarkupString title,
        MarkupString unknown,
        (string Value, MarkupString Words) yes,
        (string Value, MarkupString Words) no
    )
    {
        if (standing.Statement is null && standing.Answer != true)
            return "";
        var question =
            Statement(field, standing.Statement)
            + Radio(field, yes.Value, yes.Words, standing.Answer == true)
            + Radio(field, no.Value, no.Words, standing.Answer == false);
        var body =
            standing.QuietUntil is { } until
                ? $"<p class=soft>{texts.NotAskedUntil.With(frame.Time.Day(until))}</p><details><summary>{texts.ChangeAnswer}</summary>{question}</details>"
            : standing is { Answer: null, Waits: false } ? $"<p class=soft>{unknown}</p>{question}"
            : question;
        return $"<section class=card id={field}><fieldset class=opts><legend><h2>{title}</h2></legend>{Waiting(standing.Waits)}{body}</fieldset></section>";
    }

    private string Statement(string field, PermissionStatement? statement) =>
        statement is null
            ? ""
            : Invariant(
                $"<div class=soft{frame.Language.Direct(statement.Words)}>{statement.Words}<input type=hidden name=words value=\"{field}={statement.Notice}\"></div>"
            );

    private string Waiting(bool waits) => waits ? $"<p class=tag>{texts.ChoiceWaiting}</p>" : "";

    private static string Radio(string name, string value, MarkupString words, bool stands = false) =>
        $"<label><input type=radio name={name} value={value}{(stands ? " checked" : "")}>{words}</label>";
}
