using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>
/// Confirms an address change from the new mailbox. One transaction gives the subscriber the new address, merges a
/// subscriber who already had it, and suppresses the old address, which is notified and can take the change back. Both
/// addresses are locked, with the same locks as registration and erasure; the current state is read again here.
/// </summary>
internal sealed class ConfirmAddress(
    AddressChangeRow asked,
    EmailAddress old,
    EmailAddress address,
    Act act,
    Evidence evidence,
    byte[] link
) : Submission
{
    private readonly Registration from = new(old, ""),
        to = new(address, "");
    private readonly Guid message = Guid.CreateVersion7(act.At);

    public override PersonKey? Key => PersonKey.Of(asked.SubscriberId);
    public override IReadOnlyList<Registration> Locked => [from, to];

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is null or { State.MergedInto: not 0 })
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        var changes = batch.AddressChangesOf(subscriber);
        if (
            changes.FirstOrDefault(c => c.Id == asked.Id) is not { } row
            || !row.Waits(act.At)
            || row.AddressKey != address.Key
        )
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        var other = batch.Find(PersonKey.Of(address));
        // Another spelling of the address was confirmed in the meantime, or the address already belongs to the
        // subscriber.
        if (subscriber.Subscriber.AddressKey != old.Key || other == subscriber)
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        if (
            changes.Any(c => c.HasWayBack(act.At))
            || HasErasureRequest(batch, subscriber)
            || (
                other is not null
                && (HasErasureRequest(batch, other) || batch.AddressChangesOf(other).Any(c => c.HasWayBack(act.At)))
            )
        )
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);

        var decision = Decisions.Decide(
            subscriber.State,
            new MoveAddress(other?.State, batch.LiftSuppression(to))
            {
                Language = Languages.ToValue(subscriber.Subscriber.Language),
            },
            act,
            batch.Settings.Policy
        );
        if (decision.Refusal != Refusal.None)
            return new ChangeResult(ChangeOutcome.Refused, decision.Refusal);
        // Keep the known spelling of the address, if there is one: e-mail has reached it.
        var typed = other?.Subscriber.Address ?? address.Typed;
        if (other is not null)
            Merging.Close(batch, other, subscriber, act);
        var before = subscriber.Subscriber.Address;
        batch.Append(subscriber, decision.Events, evidence);
        batch.Readdress(subscriber, typed, address.Key);
        SuppressOldAddress(batch);
        batch.Set.UsedLinks.Add((link, act.At));
        (row.Address, row.AddressKey, row.ConfirmedAt, row.Until) = (
            before,
            old.Key,
            act.At,
            act.At + AddressChangeRow.BackFor
        );
        (row.FromSeq, row.ToSeq, row.MergedId) = (
            decision.Events[0].Seq,
            decision.Events[^1].Seq,
            other?.Subscriber.Id
        );
        batch.Write(row);
        batch.Set.Outbox.Add(
            (
                subscriber,
                new OutboxRow
                {
                    MessageId = message,
                    OnceKey = $"moved:{row.Id:N}",
                    Kind = MailKind.AddressChanged,
                    Address = before,
                    AddressKey = old.Key,
                    CreatedAt = act.At,
                    DueAt = act.At,
                }
            )
        );
        return new ChangeResult(ChangeOutcome.Done, Refusal.None, row.FromSeq, row.ToSeq)
        {
            PublicId = subscriber.Subscriber.PublicId,
        };
    }

    // A subscriber with an open erasure request is neither moved nor merged.
    private static bool HasErasureRequest(Batch batch, SubscriberSnapshot subscriber) =>
        batch.RequestsOf(subscriber).Any(r => r is { Kind: PrivacyRequestKind.Erasure, ClosedAt: null });

    // Two spellings of one mailbox have the same keyed hash: suppressing the old one would suppress the subscriber.
    private void SuppressOldAddress(Batch batch)
    {
        if (from.Address.SuppressionKey != to.Address.SuppressionKey)
            batch.Suppress(from.Address, SuppressionReason.Moved, act.At);
    }
}
