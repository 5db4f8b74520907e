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
/// Attributes have no quotes where the value is fixed or a key, which has letters, digits and hyphens only, and closing
/// tags are left out where HTML allows it: most pages are read on phones.
/// </remarks>
public sealed class TopicMarkup
{
    private readonly ConcurrentDictionary<TopicChoiceStatus, MarkupString> written = new();
    private readonly TopicContent topic;
    private readonly PageLanguage language;
    private readonly PreferencesTexts texts;
    private readonly Func<TopicChoiceStatus, MarkupString> write;
    private readonly string shownOn;
    private readonly string shownOff;

    internal TopicMarkup(TopicContent topic, PageLanguage language)
    {
        this.topic = topic;
        this.language = language;
        texts = language.Texts<PreferencesTexts>();
        write = Write;
        (shownOn, shownOff) = (topic.Key + ":on", topic.Key + ":off");
    }

    public MarkupString Name => this.topic.Name;

    public MarkupString For(TopicChoiceStatus standing) => written.GetOrAdd(standing, write);

    /// <summary>Entry of the topic in the form's field <c>shown</c>.</summary>
    public string Shown(TopicChoiceStatus standing) => standing.On ? this.shownOn : this.shownOff;

    private MarkupString Write(TopicChoiceStatus standing)
    {
        var (number, key, name) = (this.topic.Number, Markup.Of(this.topic.Key).Value, this.topic.Name.Value);
        var language = this.topic.Language is { } code ? " lang=" + code : "";
        var isChecked = standing.On ? " checked" : "";
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
            <li{language}{(standing.Note == TopicNote.Waiting ? " class=wait" : "")}><label><input type=checkbox role=switch name=topics value={key}{isChecked} aria-describedby={(standing.Note == TopicNote.None ? $"d{number}" : $"\"d{number} n{number}\"")}>{Isolated(
                name
            )}</label><p id=d{number}{this.language.Direct(
                this.topic.Description
            )}>{this.topic.Description} <b>{this.topic.HowOften}</b>{Sample()}{Note(number, standing.Note)}{Statement(
                standing
            )}{Frequencies(key, name, standing)}
            """
            )
        );
    }

    // The switch stays on the page's side; only the direction of the words changes.
    private string Isolated(string name) => this.language.Direct(new(name)).Length == 0 ? name : $"<bdi>{name}</bdi>";

    // Outside the paragraph that describes the switch, and in a tab of its own, so that choices that are not saved stay.
    private string Sample() =>
        this.topic.Sample is { } path
            ? $"</p><a href=\"{path}\" target=_blank{(this.topic.Language is null ? "" : " lang=" + this.language.Code)}>{this.language.Texts<LayoutTexts>().SampleIssue}</a>"
            : "";

    private string Note(long number, TopicNote note) =>
        note == TopicNote.None ? "" : Invariant($"<p class=tag id=n{number}>{Words(note)}</p>");

    // Shown where switching on gives consent. Otherwise the page that the confirmation mail leads to shows it.
    private string Statement(TopicChoiceStatus standing) =>
        standing.Asks && this.topic.Statement.Value is { Length: > 0 } statement
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"<div class=soft{this.language.Direct(this.topic.Statement)}>{statement}<input type=hidden name=words value=\"{Markup.Of(this.topic.Key).Value}:{this.topic.Notice}\"></div>"
            )
            : "";

    private string Frequencies(string key, string name, TopicChoiceStatus standing)
    {
        if (this.topic.Frequencies.Count == 0)
            return "";
        // No frequency is preselected for a topic that is off (CON-02, DEC-02).
        var choices = this.topic.Frequencies.Select(frequency =>
            $"<label><input type=radio name=frequency.{key} value={WireName.Of(frequency)}{(standing.On && frequency == standing.Frequency ? " checked" : "")}>{texts.Words(frequency)}</label>"
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
