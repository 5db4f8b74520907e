using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Checks whether an address may be mailed about a topic now. A sending system asks for each address before it sends.
/// </summary>
internal sealed class SendGate(Database database, AddressHasher suppressions, TimeProvider clock)
{
    private const int PageSize = 1000;

    /// <summary>Answers in the order of the addresses, as a stream: each before the next one is taken.</summary>
    public IEnumerable<(string Asked, GateReason Reason)> Ask(Topic topic, IEnumerable<string> addresses)
    {
        using var session = database.Read();
        foreach (var asked in addresses)
            yield return (asked, Ask(session, topic, asked));
    }

    /// <summary>Answers in the order of the addresses, a page of them at a time: three statements a page.</summary>
    public IEnumerable<(string Asked, GateReason Reason)> AskPages(Topic topic, IEnumerable<string> addresses)
    {
        using var session = database.Read();
        foreach (var page in addresses.Chunk(PageSize))
        foreach (var answer in AskPage(session, topic, page))
            yield return answer;
    }

    private GateReason Ask(ReadSession session, Topic topic, string asked) =>
        EmailAddress.TryParse(asked) is not { } address
            ? OfNoAddress(topic)
            : Judge(
                topic,
                session.Find(PersonKey.Of(address))?.State,
                () => PendingOptIn.Waits(session, address, topic.Key),
                () => session.IsSuppressed(suppressions.HashesOf(address))
            );

    private List<(string Asked, GateReason Reason)> AskPage(ReadSession session, Topic topic, string[] page)
    {
        (string Asked, EmailAddress? Address)[] asked = [.. page.Select(one => (one, EmailAddress.TryParse(one)))];
        EmailAddress[] addresses = [.. asked.Select(one => one.Address).OfType<EmailAddress>().DistinctBy(a => a.Key)];
        var people = session
            .FindAll(addresses.Select(a => a.Key))
            .ToDictionary(p => p.Subscriber.AddressKey, p => p.State, StringComparer.Ordinal);
        var waiting = PendingOptIn.WaitingOf(session, addresses, topic.Key);
        var hashes = addresses.ToDictionary(a => a.Key, suppressions.HashesOf, StringComparer.Ordinal);
        var suppressed = session.SuppressedOf([.. hashes.Values.SelectMany(h => h).Select(h => h.Bytes)]);
        return
        [
            .. asked.Select(one =>
                (
                    one.Asked,
                    one.Address?.Key is not { } key
                        ? OfNoAddress(topic)
                        : Judge(
                            topic,
                            people.GetValueOrDefault(key),
                            () => waiting.Contains(key),
                            () => hashes[key].Any(h => suppressed.Contains(h.Bytes))
                        )
                )
            ),
        ];
    }

    private static GateReason OfNoAddress(Topic topic) =>
        topic.Mailable ? GateReason.Unknown : GateReason.TopicNotPublished;

    private GateReason Judge(Topic topic, PersonState? state, Func<bool> waits, Func<bool> isSuppressed)
    {
        var reason = Gate.MayMail(state, topic, clock.GetUtcNow());
        if (reason is (GateReason.Unknown or GateReason.NotSubscribed) && waits())
            reason = GateReason.Pending;
        // Also covers erased and otherwise suppressed addresses without a row here (ERA-03), and other spellings of the
        // same mailbox.
        return reason is GateReason.None or GateReason.Unknown or GateReason.Pending && isSuppressed()
            ? GateReason.Suppressed
            : reason;
    }
}
