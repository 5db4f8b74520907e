namespace PreferenceCenter.Domain;

/// <summary>
/// Counts what events do to topics, by day of the site. The change writer counts each event as it appends it, and a
/// recount those of the log, by this one rule.
/// </summary>
internal sealed class DayCounts(SiteCalendar calendar)
{
    /// <summary>The row of a day that counts people, whatever their topics: the first topic on, the last one off.</summary>
    public const long AllTopics = 0;
    public static readonly int Kinds = Enum.GetValues<DayCount>().Length;

    private readonly SortedDictionary<(int Day, long Topic), long[]> days = [];
    private readonly SortedDictionary<string, long> languages = new(StringComparer.Ordinal);

    /// <summary>By number of the day and of the topic: the counts in the order of <see cref="DayCount"/>.</summary>
    public IReadOnlyDictionary<(int Day, long Topic), long[]> Days => days;

    /// <summary>By language: how many people more, or fewer, have a topic on.</summary>
    public IReadOnlyDictionary<string, long> Languages => languages;

    /// <summary>
    /// Whether a topic counts as subscribed. A pause, a restriction and a renewal that is due change nothing in that.
    /// </summary>
    public static bool IsOn(PersonState state, long topic) => Counts(state) && state[topic].On;

    public static bool IsSubscribed(PersonState state) => Counts(state) && state.Topics.Any(c => c.On);

    private static bool Counts(PersonState state) =>
        state.Suppression == SuppressionReason.None && state.MergedInto == 0;

    /// <summary>Counts an event.</summary>
    /// <param name="spoke">The person's language before the event; null where it is not known any more.</param>
    /// <param name="speaks">Their language after it.</param>
    public void Add(PersonState before, ConsentEvent e, PersonState after, string? spoke, string? speaks)
    {
        if (Aspect.IsTopic(e.Aspect))
            AddTopics(before, e, after, [e.Aspect], speaks);
        else if (e.Aspect is Aspect.Suppression or Aspect.Merged)
            AddTopics(before, e, after, before.Topics.Select(c => c.Aspect), speaks);
        else if (e.Kind == EventKind.ReasonGiven)
            AddReason(e);
        else if (e.Aspect == Aspect.Pause && IsPaused(after, e) && !IsPaused(before, e))
            Add(e, AllTopics, DayCount.Paused);
        else if (e.Aspect == Aspect.Language && spoke != speaks && IsSubscribed(after))
        {
            AddLanguage(spoke, -1);
            AddLanguage(speaks, 1);
        }
    }

    private static bool IsPaused(PersonState state, ConsentEvent e) => state.PausedUntil(e.Act.At) is not null;

    private void AddReason(ConsentEvent e)
    {
        if (OfReason((LeaveReason)e.Value) is not { } reason)
            return;
        Add(e, AllTopics, reason);
        if (Aspect.IsTopic(e.Refers))
            Add(e, e.Refers, reason);
    }

    private void AddTopics(
        PersonState before,
        ConsentEvent e,
        PersonState after,
        IEnumerable<long> topics,
        string? language
    )
    {
        var (any, gained) = (false, false);
        foreach (var topic in topics)
        {
            var (was, isOn) = (IsOn(before, topic), IsOn(after, topic));
            if (was != isOn)
            {
                Add(e, topic, isOn ? Gain(before, e) : Loss(e));
                (any, gained) = (true, isOn);
            }
            if (
                isOn
                && (!was || before[topic].Value != after[topic].Value)
                && OfFrequency((Frequency)after[topic].Value) is { } frequency
            )
            {
                Add(e, topic, frequency);
                Add(e, AllTopics, frequency);
            }
        }
        // Only the first topic makes a subscriber, and the last one ends it.
        if (!any || IsSubscribed(gained ? before : after))
            return;
        Add(e, AllTopics, gained ? Gain(before, e) : Loss(e));
        AddLanguage(language, gained ? 1 : -1);
    }

    private void Add(ConsentEvent e, long topic, DayCount what) =>
        Of(calendar.DayOf(e.Act.At).DayNumber, topic)[(int)what]++;

    /// <summary>Adds what was counted elsewhere.</summary>
    public void Add(DayCounts others, int times = 1)
    {
        foreach (var ((day, topic), counts) in others.days)
            Add(day, topic, kind => counts[(int)kind] * times);
        foreach (var (language, people) in others.languages)
            AddLanguage(language, people * times);
    }

    public void Add(int day, long topic, Func<DayCount, long> counts)
    {
        var sums = Of(day, topic);
        for (var i = 0; i < Kinds; i++)
            sums[i] += counts((DayCount)i);
    }

    public void AddLanguage(string? language, long people)
    {
        if (language is not null)
            languages[language] = languages.GetValueOrDefault(language) + people;
    }

    /// <summary>What is left when another count is taken off: nothing, where both are the same.</summary>
    public DayCounts Without(DayCounts other)
    {
        var rest = new DayCounts(calendar);
        rest.Add(this);
        rest.Add(other, -1);
        foreach (var key in rest.days.Where(d => d.Value.All(c => c == 0)).Select(d => d.Key).ToArray())
            rest.days.Remove(key);
        foreach (var key in rest.languages.Where(l => l.Value == 0).Select(l => l.Key).ToArray())
            rest.languages.Remove(key);
        return rest;
    }

    private long[] Of(int day, long topic)
    {
        if (!days.TryGetValue((day, topic), out var counts))
            days.Add((day, topic), counts = new long[Kinds]);
        return counts;
    }

    // What was asked for and confirmed counts for where it was asked: the choice still remembers it.
    private static DayCount Gain(PersonState before, ConsentEvent e) =>
        e.Kind is EventKind.Restored or EventKind.Released or EventKind.Merged ? DayCount.GainedByReturn
        : e.Kind == EventKind.Confirmed && before[e.Aspect] is { Wish: not null, TouchedBy: var asked } ? Gain(asked)
        : Gain(e.Act.Channel);

    private static DayCount Gain(Channel channel) =>
        channel switch
        {
            Channel.Form => DayCount.GainedByForm,
            Channel.Import => DayCount.GainedByImport,
            Channel.Api => DayCount.GainedByApi,
            Channel.Staff or Channel.Command or Channel.System => DayCount.GainedByStaff,
            Channel.UndoLink => DayCount.GainedByReturn,
            _ => DayCount.GainedByPage,
        };

    private static DayCount Loss(ConsentEvent e) =>
        e.Kind switch
        {
            EventKind.Erased when e.Act.Channel == Channel.System => DayCount.LostByRetention,
            EventKind.Erased => DayCount.LostByErasure,
            EventKind.Suppressed when e.Value == (long)SuppressionReason.Complained => DayCount.LostByComplaint,
            EventKind.Suppressed when e.Value == (long)SuppressionReason.Bounced => DayCount.LostByBounce,
            EventKind.Merged or EventKind.TopicMerged => DayCount.LostByOthers,
            _ => Loss(e.Act.Channel),
        };

    private static DayCount Loss(Channel channel) =>
        channel switch
        {
            Channel.OneClick => DayCount.LostByOneClick,
            Channel.Mailbox => DayCount.LostByEmail,
            Channel.Import or Channel.Api or Channel.Command or Channel.Staff or Channel.System =>
                DayCount.LostByOthers,
            _ => DayCount.LostByPage,
        };

    private static DayCount? OfReason(LeaveReason reason) =>
        reason switch
        {
            LeaveReason.TooMany => DayCount.TooMany,
            LeaveReason.NotRelevant => DayCount.NotRelevant,
            LeaveReason.NeverAsked => DayCount.NeverAsked,
            LeaveReason.Other => DayCount.OtherReason,
            _ => null,
        };

    private static DayCount? OfFrequency(Frequency frequency) =>
        frequency switch
        {
            Frequency.Monthly => DayCount.ChoseMonthly,
            Frequency.Weekly => DayCount.ChoseWeekly,
            Frequency.Daily => DayCount.ChoseDaily,
            Frequency.Every => DayCount.ChoseEvery,
            _ => null,
        };
}
