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

    /// <summary>When each email arrived, by its outbox id.</summary>
    public ILookup<Guid, long> Arrivals() =>
        peer.Received.ToLookup(mail => IdOf(mail.Message.MessageId!), mail => mail.At);

    private static Guid IdOf(string messageId) =>
        Guid.ParseExact(messageId[..messageId.IndexOf('@', StringComparison.Ordinal)], "N");
}
