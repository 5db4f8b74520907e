using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions;

/// <summary>May this address be mailed about this topic, now? Asked one by one, by whoever is about to send.</summary>
internal sealed class SendGate(Database database, AddressHasher suppressions, TimeProvider clock)
{
    /// <summary>Answers in the order of the questions, as they come.</summary>
    public IEnumerable<(string Asked, GateReason Reason)> Ask(Topic topic, IEnumerable<string> addresses)
    {
        using var session = database.Read();
        foreach (var asked in addresses)
            yield return (asked, Ask(session, topic, asked));
    }

    private GateReason Ask(ReadSession session, Topic topic, string asked)
    {
        if (EmailAddress.TryParse(asked) is not { } address)
            return topic.Mailable ? GateReason.Unknown : GateReason.TopicNotPublished;
        var reason = Gate.MayMail(session.Find(PersonKey.Of(address))?.State, topic, clock.GetUtcNow());
        if (reason is GateReason.Unknown or GateReason.NotSubscribed && PendingOptIn.Waits(session, address, topic.Key))
            reason = GateReason.Pending;
        // Also somebody erased or otherwise kept away, whom no row here tells of (ERA-03), and whoever is the same
        // person by the widest comparison.
        return
            reason is GateReason.None or GateReason.Unknown or GateReason.Pending
            && session.IsSuppressed(suppressions.HashesOf(address))
            ? GateReason.Suppressed
            : reason;
    }
}
