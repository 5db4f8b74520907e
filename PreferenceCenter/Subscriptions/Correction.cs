using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Corrects a subscriber's name and language (GDPR article 16): both or neither, with their log events, in one
/// transaction. Neither an event nor its evidence contains the name.
/// </summary>
internal sealed class Correction(PersonKey key, string? name, string language, Act act, Evidence evidence) : Submission
{
    public override PersonKey? Key => key;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is null)
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        // The way back of a change of address could not restore a name: no event holds one.
        if (subscriber.State.AddressInDoubt || batch.AddressChangesOf(subscriber).Any(c => c.HasWayBack(act.At)))
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        var (person, state) = (subscriber.Subscriber, subscriber.State);
        var decisions = new List<Decision>();
        foreach (var change in ChangesOf(person))
        {
            var decision = Decisions.Decide(state, change, act, batch.Settings.Policy);
            if (decision.Refusal != Refusal.None)
                return new ChangeResult(ChangeOutcome.Refused, decision.Refusal);
            decisions.Add(decision);
            state = decision.Events.Aggregate(state, History.Apply);
        }
        if (state.LastSeq == subscriber.State.LastSeq)
            return new ChangeResult(ChangeOutcome.Unchanged);

        var first = subscriber.State.LastSeq + 1;
        if (person.Name != name)
        {
            person.Name = name;
            batch.Set.Renamed.Add(person);
        }
        foreach (var decision in decisions)
        {
            batch.Append(subscriber, decision.Events, evidence);
            ChangeMails.Queue(batch, subscriber, decision, act);
        }
        return new ChangeResult(ChangeOutcome.Done, Refusal.None, first, state.LastSeq);
    }

    private IEnumerable<Change> ChangesOf(Subscriber person)
    {
        if (person.Name != name)
            yield return new CorrectName();
        if (person.Language != language)
            yield return new Choose(
                new Dictionary<long, long> { [Aspect.Language] = Languages.ToValue(language) },
                AddsAtOnce: true
            );
    }
}
