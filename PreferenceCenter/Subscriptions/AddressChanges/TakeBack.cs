using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>
/// The old mailbox says that it was not its reader who left: the address and the choices of before come back, whoever
/// was merged is on their own again, the new address is kept away, every session ends, and staff look at it.
/// </summary>
/// <param name="events">All of the person's, as read before: if one has come since, it is read and tried again.</param>
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

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (dossier is null || dossier.Subscriber.PublicId != person.Subscriber.PublicId)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (
            batch.AddressChangesOf(dossier).FirstOrDefault(c => c.Id == change.Id) is not { } row
            || !row.HasWayBack(act.At)
        )
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        if (dossier.State.LastSeq != events.Count || dossier.Subscriber.AddressKey != present.Key)
            return new ChangeResult(ChangeOutcome.Unchanged);
        ConsentEvent[] all = [.. events.Select(EventBytes.ToConsentEvent)];
        // Whoever signed up at the old address meanwhile is the same person.
        var newcomer = batch.Find(PersonKey.Of(old));
        batch.LiftSuppression(from);
        if (newcomer is not null)
            Merging.Close(batch, newcomer, dossier, act);
        Append(batch, dossier, new TakeBackAddress(all, row.FromSeq, row.ToSeq), evidence);
        if (newcomer is not null)
            Append(batch, dossier, new TakeStricter(newcomer.State), evidence);
        var spelled = dossier.Subscriber.Address;
        batch.Readdress(dossier, row.Address!, old.Key);
        Part(batch, row, spelled, all);
        batch.Set.UsedLinks.Add((link, act.At));
        (row.Address, row.AddressKey, row.RevertedAt) = (null, null, act.At);
        batch.Write(row);
        if (!NewPrivacyRequest.Stands(batch, dossier, PrivacyRequestKind.Rectification))
            request.Open(batch, dossier);
        return new ChangeResult(ChangeOutcome.Done) { PublicId = dossier.Subscriber.PublicId };
    }

    private void Part(Batch batch, AddressChangeRow row, string spelled, ConsentEvent[] all)
    {
        if (row.MergedId is { } id && batch.Find(PersonKey.Of(id)) is { } other)
        {
            // Not their own act: it follows from another's.
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
        // Nobody asked for mail there but whoever took the old address's place.
        if (
            to.Address.SuppressionKey != from.Address.SuppressionKey
            && batch.Settings.Suppression.WritingAt(act.At).HashOf(to.Address) is var kept
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

    private void Append(Batch batch, SubscriberSnapshot dossier, Change made, Evidence said)
    {
        var decision = Decisions.Decide(dossier.State, made, act, batch.Settings.Policy);
        if (decision.Refusal != Refusal.None)
            throw new InvalidOperationException($"{made.GetType().Name} was refused: {decision.Refusal}.");
        batch.Append(dossier, decision.Events, said);
    }
}
