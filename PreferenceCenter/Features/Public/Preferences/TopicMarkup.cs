using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// HTML row of a topic, cached per state. The row is the same for every subscriber with the same language and the same
/// state of the topic, and a page has twenty rows, so each is written once and reused. Written as components, the rows
/// took two thirds of the cost of the page.
/// </summary>
/// <remarks>
/// Attributes have no quotes where the value is fixed, and closing tags are left out where HTML allows it: most pages
/// are read on phones.
/// </remarks>
public sealed class TopicMarkup
{
    private readonly ConcurrentDictionary<TopicChoiceStatus, MarkupString> written = new();
    private readonly TopicContent topic;
    private readonly PageLanguage language;
    private readonly PreferencesTexts texts;
    private readonly Func<TopicChoiceStatus, MarkupString> write;

    internal TopicMarkup(TopicContent topic, PageLanguage language)
    {
        this.topic = topic;
        this.language = language;
        texts = language.Texts<PreferencesTexts>();
        write = Write;
    }

    public MarkupString Name => this.topic.Name;

    public MarkupString For(TopicChoiceStatus standing) => written.GetOrAdd(standing, write);

    private MarkupString Write(TopicChoiceStatus standing)
    {
        var (number, key, name) = (this.topic.Number, Markup.Of(this.topic.Key).Value, this.topic.Name.Value);
        var language = this.topic.Language is { } code ? " lang=" + code : "";
        var (isChecked, state) = standing.On ? (" checked", "on") : ("", "off");
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
            <li{language}><label><input type=checkbox role=switch name=topics value="{key}"{isChecked} aria-describedby=d{number}>{Isolated(
                name
            )}</label><p id=d{number}{Direction(
                this.topic.Description
            )}>{this.topic.Description} <small>{this.topic.HowOften}</small>{Note(standing.Note)}{Statement(
                standing
            )}<input type=hidden name=shown value="{key}:{state}">{Frequencies(key, name, standing)}
            """
            )
        );
    }

    // Written only where the direction differs; otherwise it would be repeated forty times a page.
    private string Direction(MarkupString text) =>
        Markup.IsRightToLeft(text) == this.language.Culture.TextInfo.IsRightToLeft ? "" : " dir=auto";

    // The switch stays on the page's side; only the direction of the words changes.
    private string Isolated(string name) => Direction(new(name)).Length == 0 ? name : $"<bdi>{name}</bdi>";

    private string Note(TopicNote note) => note == TopicNote.None ? "" : $"<p class=tag>{Words(note)}</p>";

    // Shown where switching on gives consent. Otherwise the page that the confirmation mail leads to shows it.
    private string Statement(TopicChoiceStatus standing) =>
        standing.Asks && this.topic.Statement.Value is { Length: > 0 } statement
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"<div class=soft{Direction(this.topic.Statement)}>{statement}<input type=hidden name=words value=\"{Markup.Of(this.topic.Key).Value}:{this.topic.Notice}\"></div>"
            )
            : "";

    private string Frequencies(string key, string name, TopicChoiceStatus standing)
    {
        if (this.topic.Frequencies.Count == 0)
            return "";
        // No frequency is preselected for a topic that is off (CON-02, DEC-02).
        var choices = this.topic.Frequencies.Select(frequency =>
            $"<label><input type=radio name=\"frequency.{key}\" value={WireName.Of(frequency)}{(standing.On && frequency == standing.Frequency ? " checked" : "")}>{texts.Words(frequency)}</label>"
        );
        return $"<fieldset class=seg><legend>{texts.HowOften.With(new(name))}</legend>{string.Concat(choices)}</fieldset>";
    }

    private MarkupString Words(TopicNote note) =>
        note switch
        {
            TopicNote.Waiting => texts.Waiting,
            TopicNote.FrequencyWaiting => texts.FrequencyWaiting,
            TopicNote.NewPurpose => texts.NewPurpose,
            TopicNote.Ended => texts.Ended,
            _ => texts.Closed,
        };
}
