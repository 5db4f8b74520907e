using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Checks whether an address may be mailed about a topic now. A sending system asks for each address before it sends.
/// </summary>
internal sealed class SendGate(Database database, AddressHasher suppressions, TimeProvider clock)
{
    /// <summary>Answers in the order of the addresses, as a stream.</summary>
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
        if (
            reason is (GateReason.Unknown or GateReason.NotSubscribed)
            && PendingOptIn.Waits(session, address, topic.Key)
        )
            reason = GateReason.Pending;
        // Also covers erased and otherwise suppressed addresses without a row here (ERA-03), and other spellings of the
        // same mailbox.
        return
            reason is GateReason.None or GateReason.Unknown or GateReason.Pending
            && session.IsSuppressed(suppressions.HashesOf(address))
            ? GateReason.Suppressed
            : reason;
    }
}
