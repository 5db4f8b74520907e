using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>
/// Requests an address change from a subscriber's session: one pending row, and one e-mail to the new mailbox. Nothing
/// else changes; an earlier pending change is dropped. Neither the answer nor its time tells whether the new address is
/// already subscribed.
/// </summary>
internal sealed class AskAddressChange(PersonKey key, EmailAddress address, DateTimeOffset at) : Submission
{
    /// <summary>Limits against trying out addresses: per mailbox and per subscriber.</summary>
    internal static readonly (TimeSpan Window, int Count) PerMailbox = (TimeSpan.FromDays(1), 3),
        PerPerson = (TimeSpan.FromDays(1), 5);
    internal static readonly TimeSpan WaitsFor = TimeSpan.FromDays(7);

    // The id is fixed here: a second run after a lost connection is the same change.
    private readonly Guid made = Guid.CreateVersion7(at);

    /// <summary>The form that asked: sent again, it asks for the same change.</summary>
    public Guid? Form { get; init; }

    public override PersonKey? Key => key;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is null or { State.MergedInto: not 0 })
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (subscriber.Subscriber.AddressKey == address.Key)
            return new ChangeResult(ChangeOutcome.Unchanged);
        var (id, changes) = (Form ?? made, batch.AddressChangesOf(subscriber));
        if (changes.Any(c => c.Id == id))
            return new ChangeResult(ChangeOutcome.Done);
        if (changes.Any(c => c.HasWayBack(at)))
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        if (batch.Limits.Count("address-change", subscriber.Subscriber.AddressKey, PerPerson, at) > PerPerson.Count)
            return batch.Limits.Refuse("address-change", subscriber.Subscriber.AddressKey, at);
        if (
            batch.Limits.Count("address-change", address.MailboxKey, PerMailbox, at) > PerMailbox.Count
            || AskedMails.IsDeclined(batch, AskedKind.Question, address.MailboxKey, at)
        )
            return new ChangeResult(ChangeOutcome.Done);
        foreach (var before in changes.Where(c => c.Waits(at)))
        {
            (before.Address, before.AddressKey, before.Until) = (null, null, at);
            batch.Write(before);
        }
        batch.Write(
            new AddressChangeRow
            {
                Id = id,
                SubscriberId = subscriber.Subscriber.Id,
                Address = address.Typed,
                AddressKey = address.Key,
                CreatedAt = at,
                Until = at + WaitsFor,
            }
        );
        batch.Set.Outbox.Add(
            (
                subscriber,
                new OutboxRow
                {
                    MessageId = id,
                    OnceKey = $"address:{id:N}",
                    Kind = MailKind.NewAddress,
                    CreatedAt = at,
                    DueAt = at,
                }
            )
        );
        return new ChangeResult(ChangeOutcome.Done) { PublicId = subscriber.Subscriber.PublicId };
    }
}
