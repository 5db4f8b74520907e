using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>
/// Finds the time of a subscriber's last own act. A sign-up form, which anyone can fill in, and a bounce do not count.
/// </summary>
internal static class LastAct
{
    /// <param name="known">Date of the subscriber's creation, or of an act that is already known.</param>
    public static DateTimeOffset Of(IEnumerable<LedgerEventRow> events, DateTimeOffset known) =>
        events
            .Where(e => e is { ActorKind: ActorKind.Person, Channel: not (Channel.Form or Channel.Mailbox) })
            .Select(e => e.At)
            .Append(known)
            .Max();

    /// <summary>
    /// Whether the mailbox is no longer sufficient proof of identity: it bounced, or the subscriber did nothing for a
    /// year. Acts in a session opened by the mailbox prove no more than that session, so they do not count.
    /// </summary>
    public static bool IsDoubtful(SubscriberSnapshot person, IEnumerable<LedgerEventRow> events, DateTimeOffset now) =>
        person.State.Suppression == SuppressionReason.Bounced
        || Of(events.Where(e => e.Channel != Channel.Identity), person.Subscriber.CreatedAt) < now.AddYears(-1);
}
