using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>Administrative events alone, for what was done outside the database or is not kept in it.</summary>
internal sealed class AdminLogEntry(Act act, params IReadOnlyList<AdminEvent> events) : Submission
{
    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        foreach (var e in events)
            batch.AppendAdmin(e.Kind, e.Aspect, e.Value, act, e.Evidence);
        return new ChangeResult(ChangeOutcome.Done);
    }
}
