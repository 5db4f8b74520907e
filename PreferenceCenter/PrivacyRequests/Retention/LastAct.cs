using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>
/// When a person was last heard of by their own act: neither what somebody typed into a form nor a bounce is one.
/// </summary>
internal static class LastAct
{
    /// <param name="known">When they came, or an act that is known already.</param>
    public static DateTimeOffset Of(IEnumerable<LedgerEventRow> events, DateTimeOffset known) =>
        events
            .Where(e => e is { ActorKind: ActorKind.Person, Channel: not (Channel.Form or Channel.Mailbox) })
            .Select(e => e.At)
            .Append(known)
            .Max();

    /// <summary>
    /// Whether the mailbox alone no longer shows who asks: it bounced, or nobody was heard of for a year. What was done
    /// in such a session proves no more than the session, so it does not count.
    /// </summary>
    public static bool IsDoubtful(SubscriberSnapshot person, IEnumerable<LedgerEventRow> events, DateTimeOffset now) =>
        person.State.Suppression == SuppressionReason.Bounced
        || Of(events.Where(e => e.Channel != Channel.Identity), person.Subscriber.CreatedAt) < now.AddYears(-1);
}
