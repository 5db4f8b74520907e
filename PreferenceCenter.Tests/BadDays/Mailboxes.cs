using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Mail;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Mailboxes of the subscribers. Each confirmation mail is confirmed once, however often it arrives.</summary>
internal sealed class Mailboxes(SmtpPeer peer, Lists lists)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int read;

    public IEnumerable<SubscriberAction> NewConfirmations()
    {
        if (peer.Received.Count == read)
            yield break;
        var mails = peer.Received.Skip(read).ToArray();
        read += mails.Length;
        foreach (var mail in mails)
        {
            var message = mail.Message;
            if (!seen.Add(message.MessageId!) || WebCenter.FindLink(message, "c") is not { } path)
                continue;
            if (lists.ByAddress(mail.Recipients[0]) is { } person)
                yield return SubscriberActions.Confirm(person, path);
        }
    }

    /// <summary>Number of arrivals of each mail, by its outbox id.</summary>
    public IReadOnlyDictionary<Guid, int> Counts() =>
        peer.Received.Select(mail => IdOf(mail.Message.MessageId!)).CountBy(id => id).ToDictionary();

    private static Guid IdOf(string messageId) =>
        Guid.ParseExact(messageId[..messageId.IndexOf('@', StringComparison.Ordinal)], "N");
}
