using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Puts a name right (GDPR article 16): the row and the event that it was done, in one transaction. The name itself
/// stands in neither event nor evidence.
/// </summary>
internal sealed class NameCorrection(PersonKey key, string? name, Act act, Evidence evidence) : Submission
{
    public override PersonKey? Key => key;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (dossier is null)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (dossier.Subscriber.Name == name)
            return new ChangeResult(ChangeOutcome.Unchanged);
        var decision = Decisions.Decide(dossier.State, new CorrectName(), act, batch.Settings.Policy);
        if (decision.Refusal != Refusal.None)
            return new ChangeResult(ChangeOutcome.Refused, decision.Refusal);
        dossier.Subscriber.Name = name;
        batch.Set.Renamed.Add(dossier.Subscriber);
        batch.Append(dossier, decision.Events, evidence);
        ChangeMails.Queue(batch, dossier, decision, act.At);
        return new ChangeResult(ChangeOutcome.Done, Refusal.None, decision.Events[0].Seq, decision.Events[^1].Seq);
    }
}
