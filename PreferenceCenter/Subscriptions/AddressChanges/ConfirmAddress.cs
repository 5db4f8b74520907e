using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>
/// The new mailbox answers: in one transaction the person goes by that address, whoever was here under it becomes part
/// of them, the old address is kept away from lists and is told, with a way back. Both addresses are locked as whoever
/// registers or erases one locks it; what stands is read again here.
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

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (dossier is null or { State.MergedInto: not 0 })
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        var changes = batch.AddressChangesOf(dossier);
        if (
            changes.FirstOrDefault(c => c.Id == asked.Id) is not { } row
            || !row.Waits(act.At)
            || row.AddressKey != address.Key
        )
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        var other = batch.Find(PersonKey.Of(address));
        // Another spelling of the address was confirmed since, or it is theirs already.
        if (dossier.Subscriber.AddressKey != old.Key || other == dossier)
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        if (
            changes.Any(c => c.HasWayBack(act.At))
            || IsLeaving(batch, dossier)
            || (
                other is not null
                && (IsLeaving(batch, other) || batch.AddressChangesOf(other).Any(c => c.HasWayBack(act.At)))
            )
        )
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);

        var decision = Decisions.Decide(
            dossier.State,
            new MoveAddress(other?.State, batch.LiftSuppression(to)),
            act,
            batch.Settings.Policy
        );
        if (decision.Refusal != Refusal.None)
            return new ChangeResult(ChangeOutcome.Refused, decision.Refusal);
        // As it is spelled on file, where it is: mail has reached it there.
        var typed = other?.Subscriber.Address ?? address.Typed;
        if (other is not null)
            Merging.Close(batch, other, dossier, act);
        var before = dossier.Subscriber.Address;
        batch.Append(dossier, decision.Events, evidence);
        batch.Readdress(dossier, typed, address.Key);
        KeepAway(batch);
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
                dossier,
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
            PublicId = dossier.Subscriber.PublicId,
        };
    }

    // Who asked to be erased is neither moved nor made part of anybody.
    private static bool IsLeaving(Batch batch, SubscriberSnapshot dossier) =>
        batch.RequestsOf(dossier).Any(r => r is { Kind: PrivacyRequestKind.Erasure, ClosedAt: null });

    // Two spellings of one mailbox have one keyed hash: the person is there still.
    private void KeepAway(Batch batch)
    {
        if (
            from.Address.SuppressionKey != to.Address.SuppressionKey
            && batch.Settings.Suppression.WritingAt(act.At).HashOf(from.Address) is var kept
        )
            batch.Set.Suppressed.Add(
                new SuppressionRow
                {
                    KeyedHash = kept.Bytes,
                    KeyId = kept.KeyId,
                    Reason = SuppressionReason.Moved,
                    At = act.At,
                }
            );
    }
}
