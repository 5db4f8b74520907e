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
        var choice = state[topic.Number];
        if (!choice.On)
            return choice.Wish is null ? GateReason.NotSubscribed : GateReason.Pending;
        if (choice.Grant is { } grant && !topic.RestsOn(grant.Basis))
            return GateReason.NotSubscribed;
        if (topic.NeedsRenewal(choice, now))
            return GateReason.RenewalNeeded;
        return state.PausedUntil(now) is null ? GateReason.None : GateReason.Paused;
    }
}
