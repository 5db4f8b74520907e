using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Reads the posted preferences form into the values to change. Only differences from what the page showed count, so an
/// old tab neither adds nor removes a choice. An absent field changes nothing; an unknown key or value makes the whole
/// form invalid.
/// </summary>
/// <param name="nameable">The topics that a form of this link may name.</param>
/// <param name="visible">
/// The topics of <paramref name="nameable"/> that the page shows now. Only these can be added.
/// </param>
internal sealed class ChoicesForm(
    IFormCollection form,
    IReadOnlyList<TopicInfo> nameable,
    IReadOnlyList<TopicInfo> visible,
    SubscriberSnapshot person,
    IReadOnlyList<string> languages,
    DateTimeOffset now
)
{
    private readonly PersonState state = person.State;
    private readonly Dictionary<string, TopicInfo> topics = nameable.ToDictionary(t => t.Key, StringComparer.Ordinal);
    private readonly Dictionary<string, bool> shown = new(StringComparer.Ordinal);
    private readonly Dictionary<long, long> wanted = [];
    private readonly HashSet<long> renewed = [];

    /// <summary>
    /// Whether the posted page showed a consent statement whose purpose has changed since. Its tick is then no consent
    /// to the present statement; the change needs a confirmation.
    /// </summary>
    public bool ShowedOlderNotice =>
        form["words"]
            .OfType<string>()
            .Any(entry =>
                entry.LastIndexOf(':') is > 0 and var colon
                && topics.TryGetValue(entry[..colon], out var topic)
                && wanted.GetValueOrDefault(topic.Number) > 0
                && int.TryParse(entry[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var notice)
                && topic.Topic.Notice?.IsNewTo(notice) == true
            );

    /// <summary>
    /// The wanted topics whose present consent was given for another purpose: their consent is given anew.
    /// </summary>
    public IReadOnlySet<long> Renewed => renewed;

    /// <summary>Reads all fields. Null if the form holds a key or value that this page does not send.</summary>
    public IReadOnlyDictionary<long, long>? Read() =>
        ReadTopics() && ReadFrequencies() && ReadPause() && ReadTracking() && ReadProfiling() && ReadLanguage()
            ? wanted
            : null;

    private bool ReadTopics()
    {
        var ticked = form["topics"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (!ticked.All(topics.ContainsKey))
            return false;
        // In one field of the page, or in several of a form that another site or program made.
        foreach (var entry in form["shown"].OfType<string>().SelectMany(Entries))
        {
            var colon = entry.LastIndexOf(':');
            if (colon < 0 || entry[(colon + 1)..] is not ("on" or "off") || !topics.ContainsKey(entry[..colon]))
                return false;
            if (!shown.TryAdd(entry[..colon], entry.EndsWith(":on", StringComparison.Ordinal)))
                return false;
        }
        // A form that another site or program made may send no "shown" field. Then the ticked topics are the whole
        // choice, if there are any.
        if (shown.Count == 0 && ticked.Count > 0)
            foreach (var key in topics.Keys)
                shown.Add(
                    key,
                    state[topics[key].Number].On && !topics[key].Topic.NeedsRenewal(state[topics[key].Number], now)
                );
        foreach (var (key, topic) in topics)
        {
            var on = ticked.Contains(key);
            if (!shown.TryGetValue(key, out var wasOn) ? !on : wasOn == on)
                continue;
            var again = on && topic.Topic.NeedsRenewal(state[topic.Number], now);
            if (!again && on == state[topic.Number].On && state[topic.Number].Wish is null)
                continue;
            if (on && !(topic.Topic.Collects && visible.Contains(topic)))
                return false;
            if (again)
                renewed.Add(topic.Number);
            wanted[topic.Number] = on ? (long)topic.Topic.Default : (long)Frequency.Off;
        }
        return true;
    }

    private static string[] Entries(string field) => field.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private bool ReadFrequencies()
    {
        foreach (var field in form.Keys.Where(k => k.StartsWith("frequency.", StringComparison.Ordinal)))
        {
            if (!topics.TryGetValue(field["frequency.".Length..], out var topic))
                return false;
            if (
                WireName.Parse<Frequency>(form[field].ToString()) is not { } frequency
                || !topic.Topic.Offers(frequency)
            )
                return false;
            // A frequency says how often a topic comes, not whether. It counts only for a topic that this form switches
            // on, or that was shown as on and still is.
            if (
                wanted.TryGetValue(topic.Number, out var value)
                    ? value > 0
                    : shown.GetValueOrDefault(topic.Key, true) && Differs(state[topic.Number], (long)frequency)
            )
                wanted[topic.Number] = (long)frequency;
        }
        return true;
    }

    private static bool Differs(Choice choice, long frequency) =>
        choice.On ? choice.Value != frequency : choice.Wish is { } wish && wish != frequency;

    private bool ReadPause()
    {
        switch (SingleValue("pause"))
        {
            case null or "keep":
                return true;
            case "none":
                if (state.PausedUntil(now) is not null)
                    wanted[Aspect.Pause] = 0;
                return true;
            case ("30" or "60" or "90") and var days:
                wanted[Aspect.Pause] = now.AddDays(int.Parse(days, CultureInfo.InvariantCulture)).ToUnixTimeSeconds();
                return true;
            default:
                return false;
        }
    }

    private bool ReadTracking() =>
        SingleValue("tracking") switch
        {
            null => true,
            "granted" => Want(Aspect.Tracking, (long)TrackingConsent.Granted),
            "denied" => Want(Aspect.Tracking, (long)TrackingConsent.Denied),
            _ => false,
        };

    private bool ReadProfiling() =>
        SingleValue("profiling") switch
        {
            null => true,
            "allowed" => Want(Aspect.Profiling, (long)Profiling.Allowed),
            "objected" => Want(Aspect.Profiling, (long)Profiling.Objected),
            _ => false,
        };

    private bool ReadLanguage()
    {
        if (SingleValue("language") is not { } language)
            return true;
        if (!languages.Contains(language))
            return false;
        if (language != person.Subscriber.Language)
            wanted[Aspect.Language] = Languages.ToValue(language);
        return true;
    }

    private bool Want(long aspect, long value)
    {
        if (state[aspect].Value != value)
            wanted[aspect] = value;
        return true;
    }

    // Two values for one field are ambiguous: the empty string makes the form invalid.
    private string? SingleValue(string field) =>
        form.TryGetValue(field, out var values)
            ? values.Count == 1
                ? values[0]
                : ""
            : null;
}
