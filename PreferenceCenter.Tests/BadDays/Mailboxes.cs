using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Mail;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// What came by mail: people press what they are asked to confirm, once for each mail, however often it came.
/// </summary>
internal sealed class Mailboxes(SmtpPeer peer, Lists lists)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int read;

    public IEnumerable<Deed> NewConfirmations()
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
                yield return Deeds.Confirm(person, path);
        }
    }

    /// <summary>How often each mail came, by the id it has in the outbox.</summary>
    public IReadOnlyDictionary<Guid, int> Counts() =>
        peer.Received.Select(mail => IdOf(mail.Message.MessageId!)).CountBy(id => id).ToDictionary();

    private static Guid IdOf(string messageId) =>
        Guid.ParseExact(messageId[..messageId.IndexOf('@', StringComparison.Ordinal)], "N");
}
