using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>What the house did, for the same log: which act, on which number, with what detail.</summary>
internal sealed record AdminEvent(EventKind Kind, long Aspect, long Value, Evidence Evidence);

/// <summary>A change of topics, keys or settings: its rows and its events in one transaction.</summary>
internal sealed class AdminChange(Act act, Func<CenterContext, IReadOnlyList<AdminEvent>> work) : Submission
{
    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        IReadOnlyList<AdminEvent> facts = [];
        batch.Store.Within(context => facts = work(context));
        foreach (var fact in facts)
            batch.AppendAdmin(fact.Kind, fact.Aspect, fact.Value, act, fact.Evidence);
        return new ChangeResult(facts.Count == 0 ? ChangeOutcome.Unchanged : ChangeOutcome.Done);
    }
}
