using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Corrects a subscriber's name (GDPR article 16): the row and the log event, in one transaction. Neither the event nor
/// its evidence contains the name.
/// </summary>
internal sealed class NameCorrection(PersonKey key, string? name, Act act, Evidence evidence) : Submission
{
    public override PersonKey? Key => key;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is null)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        if (subscriber.Subscriber.Name == name)
            return new ChangeResult(ChangeOutcome.Unchanged);
        var decision = Decisions.Decide(subscriber.State, new CorrectName(), act, batch.Settings.Policy);
        if (decision.Refusal != Refusal.None)
            return new ChangeResult(ChangeOutcome.Refused, decision.Refusal);
        subscriber.Subscriber.Name = name;
        batch.Set.Renamed.Add(subscriber.Subscriber);
        batch.Append(subscriber, decision.Events, evidence);
        ChangeMails.Queue(batch, subscriber, decision, act.At);
        return new ChangeResult(ChangeOutcome.Done, Refusal.None, decision.Events[0].Seq, decision.Events[^1].Seq);
    }
}
