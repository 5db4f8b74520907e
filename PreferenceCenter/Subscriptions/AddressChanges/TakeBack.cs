using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>
/// Takes an address change back, from the old mailbox. The earlier address and choices are restored, a merged
/// subscriber is separated again, the new address is suppressed, every session ends, and staff get a request to review
/// the case.
/// </summary>
/// <param name="events">All events of the subscriber, as read before. If another event was written since, the caller
/// reads them again and retries.</param>
internal sealed class TakeBack(
    AddressChangeRow change,
    SubscriberSnapshot person,
    EmailAddress old,
    EmailAddress present,
    IReadOnlyList<LedgerEventRow> events,
    PrivacyRequestTerms terms,
    Act act,
    Evidence evidence,
    byte[] link
) : Submission
{
    private readonly Registration from = new(old, ""),
        to = new(present, "");
    private readonly NewPrivacyRequest request = new(PrivacyRequestKind.Rectification, terms, act);

    public override bool Reduces => true;
    public override PersonKey? Key => PersonKey.Of(change.SubscriberId);
    public override IReadOnlyList<Registration> Locked => [from, to];

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is null || subscriber.Subscriber.PublicId != person.Subscriber.PublicId)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (
            batch.AddressChangesOf(subscriber).FirstOrDefault(c => c.Id == change.Id) is not { } row
            || !row.HasWayBack(act.At)
        )
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        if (subscriber.State.LastSeq != events.Count || subscriber.Subscriber.AddressKey != present.Key)
            return new ChangeResult(ChangeOutcome.Unchanged);
        ConsentEvent[] all = [.. events.Select(EventBytes.ToConsentEvent)];
        // A subscriber who signed up with the old address in the meantime is the same person.
        var newcomer = batch.Find(PersonKey.Of(old));
        batch.LiftMoved(from);
        if (newcomer is not null)
            Merging.Close(batch, newcomer, subscriber, act);
        Append(batch, subscriber, new TakeBackAddress(all, row.FromSeq, row.ToSeq), evidence);
        if (newcomer is not null)
            Append(batch, subscriber, new TakeStricter(newcomer.State), evidence);
        var spelled = subscriber.Subscriber.Address;
        batch.Readdress(subscriber, row.Address!, old.Key);
        Separate(batch, row, spelled, all);
        batch.EndDoubt(subscriber, act.At);
        batch.Set.UsedLinks.Add((link, act.At));
        (row.Address, row.AddressKey, row.RevertedAt) = (null, null, act.At);
        batch.Write(row);
        if (!NewPrivacyRequest.Stands(batch, subscriber, PrivacyRequestKind.Rectification))
            request.Open(batch, subscriber);
        return new ChangeResult(ChangeOutcome.Done) { PublicId = subscriber.Subscriber.PublicId };
    }

    private void Separate(Batch batch, AddressChangeRow row, string spelled, ConsentEvent[] all)
    {
        if (row.MergedId is { } id && batch.Find(PersonKey.Of(id)) is { } other)
        {
            // Not an act of this subscriber: it follows from the other one's act.
            var part = Decisions.Decide(
                other.State,
                new Unmerge([.. all.Where(e => e.Seq > row.ToSeq)]),
                act with
                {
                    Channel = Channel.System,
                    Actor = Actor.System,
                },
                batch.Settings.Policy
            );
            batch.Append(other, part.Events, new Evidence());
            batch.Readdress(other, spelled, present.Key);
            return;
        }
        // Suppress the new address: only the person who changed the address asked for e-mail there.
        if (to.Address.SuppressionKey != from.Address.SuppressionKey)
            batch.Suppress(to.Address, SuppressionReason.Moved, act.At);
    }

    private void Append(Batch batch, SubscriberSnapshot subscriber, Change made, Evidence facts)
    {
        var decision = Decisions.Decide(subscriber.State, made, act, batch.Settings.Policy);
        if (decision.Refusal != Refusal.None)
            throw new InvalidOperationException($"{made.GetType().Name} was refused: {decision.Refusal}.");
        batch.Append(subscriber, decision.Events, facts);
    }
}
