using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>
/// Somebody in a session of theirs names another address: one row that waits, and one mail to the new mailbox. Nothing
/// else changes, and what waited before for another address goes. Whose that address is, neither the answer nor its
/// time tells.
/// </summary>
internal sealed class AskAddressChange(PersonKey who, EmailAddress address, DateTimeOffset at) : Submission
{
    /// <summary>Whoever types addresses is soon done with it: by mailbox, and by who asks.</summary>
    internal static readonly (TimeSpan Window, int Count) PerMailbox = (TimeSpan.FromDays(1), 3),
        PerPerson = (TimeSpan.FromDays(1), 5);
    internal static readonly TimeSpan WaitsFor = TimeSpan.FromDays(7);

    // Run again after a lost connection it is the same change.
    private readonly Guid id = Guid.CreateVersion7(at);

    public override PersonKey? Key => who;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (dossier is null or { State.MergedInto: not 0 })
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (dossier.Subscriber.AddressKey == address.Key)
            return new ChangeResult(ChangeOutcome.Unchanged);
        var changes = batch.AddressChangesOf(dossier);
        if (changes.Any(c => c.HasWayBack(at)))
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        if (batch.Limits.Count("address-change", dossier.Subscriber.AddressKey, PerPerson, at) > PerPerson.Count)
            return new ChangeResult(ChangeOutcome.Limited);
        if (
            batch.Limits.Count("address-change", address.SuppressionKey, PerMailbox, at) > PerMailbox.Count
            || ChangeMails.SaidNotMe(batch, address, at)
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
                SubscriberId = dossier.Subscriber.Id,
                Address = address.Typed,
                AddressKey = address.Key,
                CreatedAt = at,
                Until = at + WaitsFor,
            }
        );
        batch.Set.Outbox.Add(
            (
                dossier,
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
        return new ChangeResult(ChangeOutcome.Done) { PublicId = dossier.Subscriber.PublicId };
    }
}
