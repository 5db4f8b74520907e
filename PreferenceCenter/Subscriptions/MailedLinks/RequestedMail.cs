using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// Base of e-mails that anyone may request for any address. One row is written whether or not the address is known, so
/// that neither the answer nor its time tells who is subscribed. The limits also count in the same way: per mailbox
/// by <see cref="ChangeResult.Held"/>, which a page shows only to a visitor with that subscriber's link, per network with
/// an error, and in total by a delay.
/// </summary>
internal abstract class RequestedMail(EmailAddress address, string language, string network, DateTimeOffset at)
    : Submission
{
    internal static readonly (TimeSpan Window, int Count) PerNetwork = (TimeSpan.FromMinutes(10), 60);
    internal static readonly (TimeSpan Window, int Count) InAll = (TimeSpan.FromMinutes(1), 600);

    // The id is fixed here. For a batch without events, a lost connection leaves open whether it was committed; a
    // second run is the same e-mail.
    private readonly Guid messageId = Guid.CreateVersion7(at);

    /// <summary>The form that asked: sent again, it asks for the same e-mail.</summary>
    public Guid? Form { get; init; }

    private Guid Message => Form ?? messageId;

    protected abstract MailKind Kind { get; }

    protected abstract AskedKind Asked { get; }

    /// <summary>The only browser that may open the link of the e-mail; null if any may.</summary>
    protected virtual Guid? BrowserId => null;
    protected abstract string OnceKeyOf(Guid message);

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (batch.Limits.Count("network", network, PerNetwork, at) > PerNetwork.Count)
            return batch.Limits.Refuse("network", network, at);
        if (AskedMails.Count(batch, Asked, address.MailboxKey, at) is { } held)
            return new ChangeResult(ChangeOutcome.Unchanged) { Held = held };
        batch.Set.Outbox.Add(
            (
                null,
                new OutboxRow
                {
                    MessageId = Message,
                    OnceKey = OnceKeyOf(Message),
                    BrowserId = BrowserId,
                    Kind = Kind,
                    Address = address.Typed,
                    AddressKey = address.Key,
                    Language = language,
                    CreatedAt = at,
                    // Over the total limit, the request is accepted and the e-mail waits.
                    DueAt = at + batch.Limits.Wait("all", InAll, at),
                }
            )
        );
        return new ChangeResult(ChangeOutcome.Done);
    }
}
