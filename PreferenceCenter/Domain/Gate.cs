using System.Text.Json.Serialization;

namespace PreferenceCenter.Domain;

/// <summary>Why mail is refused.</summary>
public enum GateReason : byte
{
    [JsonStringEnumMemberName("allowed")]
    None,
    Unknown,
    NotSubscribed,
    Pending,
    Paused,
    Stopped,
    Suppressed,
    Restricted,
    Frequency,
    RenewalNeeded,
    ProfilingObjection,
    AutomationNotApproved,
    TopicNotPublished,
    NotReady,
}

/// <summary>Decides whether a subscriber may be mailed about a topic now.</summary>
internal static class Gate
{
    public static GateReason MayMail(PersonState? state, Topic topic, DateTimeOffset now)
    {
        if (!topic.Mailable)
            return GateReason.TopicNotPublished;
        // A merged subscriber is checked under the row they were merged into.
        if (state is null || state.MergedInto != 0)
            return GateReason.Unknown;
        if (state.Suppression != SuppressionReason.None)
            return GateReason.Suppressed;
        if (state.Restricted)
            return GateReason.Restricted;
        if (state.Stopped)
            return GateReason.Stopped;
        var standing = OfChoice(state[topic.Number], topic, now);
        return standing == GateReason.None && state.PausedUntil(now) is not null ? GateReason.Paused : standing;
    }

    /// <summary>
    /// Whether the subscription to a topic stands. Its mail comes unless something holds all mail back, such as a pause or
    /// a restriction.
    /// </summary>
    public static bool Stands(Choice choice, Topic topic, DateTimeOffset now) =>
        topic.Mailable && OfChoice(choice, topic, now) == GateReason.None;

    private static GateReason OfChoice(Choice choice, Topic topic, DateTimeOffset now)
    {
        if (!choice.On)
            return choice.Wish is null ? GateReason.NotSubscribed : GateReason.Pending;
        if (choice.Grant is { } grant && !topic.RestsOn(grant.Basis))
            return GateReason.NotSubscribed;
        return topic.NeedsRenewal(choice, now) ? GateReason.RenewalNeeded : GateReason.None;
    }
}
