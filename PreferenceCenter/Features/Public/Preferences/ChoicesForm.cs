using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Reads the posted preferences form into the values to change. Only differences from what the page showed count, so an
/// old tab neither adds nor removes a choice, and an absent field changes nothing. No field voids another: what is less
/// is read whatever has changed since the page was shown, and what can no longer be had is left out and named.
/// </summary>
internal sealed class ChoicesForm(
    IFormCollection form,
    CatalogueSnapshot catalogue,
    OpenedLink link,
    IReadOnlyList<string> languages,
    DateTimeOffset now
)
{
    private static readonly (long Aspect, string Field, string No, string Yes)[] Permissions =
    [
        (Aspect.Tracking, "tracking", "denied", "granted"),
        (Aspect.Profiling, "profiling", "objected", "allowed"),
    ];
    private readonly PostedWords words = new(form[PostedWords.Field], catalogue);
    private readonly PersonState state = link.Person!.State;
    private readonly IReadOnlyList<TopicInfo> nameable = PreferencesLinks.Nameable(catalogue, link);
    private readonly IReadOnlyList<TopicInfo> visible = PreferencesLinks.Visible(catalogue, link);
    private readonly Dictionary<string, bool> shown = new(StringComparer.Ordinal);
    private readonly Dictionary<long, long> wanted = [];
    private readonly HashSet<long> renewed = [];
    private readonly List<string> missed = [];
    private bool understood;

    /// <summary>
    /// Consents that the form asks for beside another consent statement than the present one. They wait for a
    /// confirmation, whose page shows it. A form without any <c>words</c> is not of our page: another program made it, and
    /// shows the statements itself.
    /// </summary>
    public IReadOnlySet<long> AskedFirst =>
        wanted.Where(w => IsConsent(w.Key, w.Value) && !ShowedWords(w.Key)).Select(w => w.Key).ToHashSet();

    /// <summary>What the form asks for beside the consent statement in force, as it says itself.</summary>
    public IReadOnlySet<long> Shown => wanted.Keys.Where(words.HasPresent).ToHashSet();

    private bool IsConsent(long aspect, long value) =>
        renewed.Contains(aspect) || ChoiceDirection.Consents(aspect, state[aspect].Value, value);

    // Another program's form shows the statements itself, if it says nothing of them.
    private bool ShowedWords(long aspect) => !words.AreGiven || words.HasPresent(aspect);

    /// <summary>What is wanted whose present consent was given for another purpose or without wording.</summary>
    public IReadOnlySet<long> Renewed => renewed;

    /// <summary>Keys of the topics that the form asks for and that are not to be had as it asks.</summary>
    public IReadOnlyList<string> Missed => missed;

    /// <summary>A part of the form was not understood, or asks for something that this link must not name.</summary>
    public bool LeftOut { get; private set; }

    /// <summary>What of the form only takes away: done through a link that has expired, too.</summary>
    public IReadOnlyDictionary<long, long> Less =>
        wanted
            .Where(w =>
                !renewed.Contains(w.Key)
                && ChoiceDirection.Of(w.Key, state[w.Key].Value, w.Value, now) == Direction.Less
            )
            .ToDictionary();

    /// <summary>The form asks for something that does more than take away.</summary>
    public bool HasMore => wanted.Count > Less.Count;

    /// <summary>Reads all fields. Null if there are fields and none of them can be understood.</summary>
    public IReadOnlyDictionary<long, long>? Read()
    {
        ReadTopics();
        ReadFrequencies();
        ReadPause();
        foreach (var (aspect, field, no, yes) in Permissions)
            ReadPermission(aspect, field, no, yes);
        ReadLanguage();
        return LeftOut && !understood ? null : wanted;
    }

    private void ReadTopics()
    {
        var ticked = form["topics"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        // In one field of the page, or in several of a form that another site or program made. Of two entries for one
        // topic "on" counts: a missing tick then leaves it, and a tick adds nothing.
        foreach (var entry in form["shown"].OfType<string>().SelectMany(Entries))
            if (entry.LastIndexOf(':') is var colon and > 0 && entry[(colon + 1)..] is "on" or "off")
                shown[entry[..colon]] = entry.EndsWith(":on", StringComparison.Ordinal) || IsShown(entry[..colon]);
            else
                LeftOut = true;
        // A form that another site or program made may send no "shown" field. Then the ticked topics are the whole
        // choice, if this link may name any of them.
        if (shown.Count == 0 && nameable.Any(t => ticked.Contains(t.Key)))
            foreach (var topic in nameable)
                shown.Add(topic.Key, state[topic.Number].On && !NeedsRenewal(topic));
        foreach (var key in shown.Keys.Union(ticked))
            if (catalogue.ByKey.TryGetValue(key, out var topic))
            {
                ReadTopic(topic, ticked.Contains(key));
                // Shown before it was merged: who takes it out means what it is part of now, unless that is ticked.
                var into = catalogue.SurvivorOf(topic);
                if (IsShown(key) && !ticked.Contains(key) && !ticked.Contains(into.Key))
                    TakeOut(into);
            }
            else
                LeftOut |= ticked.Contains(key) && !IsShown(key);
    }

    private static string[] Entries(string field) => field.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private bool IsShown(string key) => shown.GetValueOrDefault(key);

    private void ReadTopic(TopicInfo topic, bool on)
    {
        understood |= nameable.Contains(topic);
        if (!shown.TryGetValue(topic.Key, out var wasOn) ? !on : wasOn == on)
            return;
        var choice = state[topic.Number];
        // Also for a topic that the page would not show any more: it was shown when the page was loaded.
        if (!on)
        {
            TakeOut(topic);
            return;
        }
        var again = NeedsRenewal(topic);
        if (nameable.Contains(topic) && !again && choice is { On: true, Wish: null })
            return;
        if (!topic.Topic.Collects || !visible.Contains(topic))
        {
            Miss(topic);
            return;
        }
        if (again)
            renewed.Add(topic.Number);
        wanted[topic.Number] = (long)topic.Topic.Default;
    }

    // Also of one that is off by now: who says no again must find no older undo that puts them back.
    private void TakeOut(TopicInfo topic)
    {
        understood = true;
        if (state[topic.Number] is { On: true } or { Wish: not null } or { LeftAt: not null })
            wanted[topic.Number] = (long)Frequency.Off;
    }

    private bool NeedsRenewal(TopicInfo topic) => topic.Topic.NeedsRenewal(state[topic.Number], now);

    private void Miss(TopicInfo topic)
    {
        if (nameable.Contains(topic))
            missed.Add(topic.Key);
        else
            LeftOut = true;
    }

    private void ReadFrequencies()
    {
        const string prefix = "frequency.";
        foreach (var field in form.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)))
            if (catalogue.ByKey.TryGetValue(field[prefix.Length..], out var topic))
                ReadFrequency(
                    topic,
                    Understood(
                        field,
                        value =>
                            WireName.Parse<Frequency>(value) is { } often && often != Frequency.Off
                                ? (long)often
                                : (long?)null
                    )
                );
            else
                LeftOut = true;
    }

    // A frequency says how often a topic comes, not whether. It counts only for a topic that this form switches on, or
    // that was shown as on and still is.
    private void ReadFrequency(TopicInfo topic, IReadOnlyList<long> asked)
    {
        var choice = state[topic.Number];
        if (asked.Count == 0)
            return;
        var often = asked.Min();
        var offered = Offered(topic.Topic, often);
        if (wanted.TryGetValue(topic.Number, out var value))
        {
            if (value == (long)Frequency.Off)
                return;
            if (offered is { } nearest)
                wanted[topic.Number] = nearest;
            else if (wanted.Remove(topic.Number))
                Miss(topic);
            return;
        }
        if (!shown.GetValueOrDefault(topic.Key, true) || (choice.On ? choice.Value : choice.Wish) is not { } stands)
            return;
        if (often < stands)
            wanted[topic.Number] = offered ?? often;
        else if (often > stands && offered == often && nameable.Contains(topic))
            wanted[topic.Number] = often;
        else if (often > stands)
            Miss(topic);
    }

    /// <summary>The frequency on offer that is asked for, or the nearest one that is less.</summary>
    private static long? Offered(Topic topic, long asked) =>
        Enum.GetValues<Frequency>()
            .Where(f => f != Frequency.Off && (long)f <= asked && topic.Offers(f))
            .Select(f => (long?)f)
            .Max();

    private void ReadPause()
    {
        var days = Understood(
            "pause",
            value =>
                value switch
                {
                    "30" or "60" or "90" => long.Parse(value, CultureInfo.InvariantCulture),
                    "keep" => 0L,
                    "none" => -1L,
                    _ => (long?)null,
                }
        );
        if (days.Count == 0)
            return;
        if (days.Max() is > 0 and var longest)
            wanted[Aspect.Pause] = now.AddDays(longest).ToUnixTimeSeconds();
        else if (days.Max() < 0 && state.PausedUntil(now) is not null)
            wanted[Aspect.Pause] = 0;
    }

    private void ReadPermission(long aspect, string field, string no, string yes)
    {
        var answers = Understood(
            field,
            value =>
                value == no ? Permission.No
                : value == yes ? Permission.Yes
                : (long?)null
        );
        if (answers.Count == 0)
            return;
        var (choice, notice) = (state[aspect], catalogue.Notices.GetValueOrDefault(aspect));
        if (answers.Contains(Permission.No))
        {
            if (choice.Value != Permission.No)
                wanted[aspect] = Permission.No;
        }
        else if (Permission.Of(choice, notice, now) == Permission.Yes)
            return;
        else if (notice is null)
            LeftOut = true;
        else
        {
            wanted[aspect] = Permission.Yes;
            if (choice.Value == Permission.Yes)
                renewed.Add(aspect);
        }
    }

    private void ReadLanguage()
    {
        var asked = Understood("language", value => languages.Contains(value) ? Languages.ToValue(value) : (long?)null);
        if (asked.Count > 0 && Languages.FromValue(asked[0]) != link.Person!.Subscriber.Language)
            wanted[Aspect.Language] = asked[0];
    }

    // All values of a field that mean something. Where there are several, the caller takes the least of them.
    private List<long> Understood(string field, Func<string, long?> read)
    {
        var values = new List<long>();
        foreach (var text in form[field])
            if (read(text ?? "") is { } value)
                values.Add(value);
            else
                LeftOut = true;
        understood |= values.Count > 0;
        return values;
    }
}
