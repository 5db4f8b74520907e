using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Writes the choices beside the topics as HTML: pause, language of the emails, tracking and profiling.
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
            )}</select>{(standing.LanguageWaits ? $"<p class=tag>{texts.Waiting}</p>" : "")}</section>{Permissions(
                standing
            )}
            """
        );

    // Each is asked apart, in the words of its notice. Without an answer neither option is selected: unknown means no,
    // and the page says so (DEC-02). That consent can be withdrawn stands below the topics (CON-05).
    private string Permissions(OtherChoiceStatus standing)
    {
        var questions =
            Permission(
                "tracking",
                standing.Tracking,
                texts.Tracking,
                ("granted", texts.TrackingGranted),
                ("denied", texts.TrackingDenied)
            )
            + Permission(
                "profiling",
                standing.Profiling,
                texts.Profiling,
                ("allowed", texts.ProfilingAllowed),
                ("objected", texts.ProfilingObjected)
            );
        return questions.Length == 0
            ? ""
            : $"<section class=card><p class=soft>{texts.Unanswered}</p>{Words(standing)}{questions}</section>";
    }

    private static string Words(OtherChoiceStatus standing) =>
        (standing.Tracking.Statement, standing.Profiling.Statement) switch
        {
            ({ } tracking, { } profiling) => Words(
                Invariant($"tracking={tracking.Notice} profiling={profiling.Notice}")
            ),
            ({ } tracking, null) => Words(Invariant($"tracking={tracking.Notice}")),
            (null, { } profiling) => Words(Invariant($"profiling={profiling.Notice}")),
            _ => "",
        };

    private static string Words(string shown) => $"<input type=hidden name=words value=\"{shown}\">";

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

    // After a no the question stands closed for six months. Without a notice there is nothing to say yes to; what was
    // agreed to elsewhere can still be withdrawn.
    private string Permission(
        string field,
        PermissionStatus standing,
        MarkupString title,
        (string Value, MarkupString Words) yes,
        (string Value, MarkupString Words) no
    )
    {
        if (standing.Statement is null && standing.Answer != true)
            return "";
        var question =
            Statement(standing.Statement)
            + Radio(field, yes.Value, yes.Words, standing.Answer == true)
            + Radio(field, no.Value, no.Words, standing.Answer == false);
        var body = standing.QuietUntil is { } until
            ? $"<p class=soft>{texts.NotAskedUntil.With(frame.Time.Day(until))}</p><details><summary>{texts.ChangeAnswer}</summary>{question}</details>"
            : question;
        return $"<fieldset class=opts id={field}><legend><h2>{title}</h2></legend>{Waiting(standing.Waits)}{body}</fieldset>";
    }

    private string Statement(PermissionStatement? statement) =>
        statement is null ? ""
        : frame.Language.Direct(statement.Words) is { Length: > 0 } direction
            ? $"<div{direction}>{statement.Words}</div>"
        : statement.Words.Value;

    private string Waiting(bool waits) => waits ? $"<p class=tag>{texts.ChoiceWaiting}</p>" : "";

    private static string Radio(string name, string value, MarkupString words, bool stands = false) =>
        $"<label><input type=radio name={name} value={value}{(stands ? " checked" : "")}>{words}</label>";
}
