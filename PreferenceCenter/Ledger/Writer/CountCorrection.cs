using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Adds what a recount of the log found to be missing in the counts by day. Unchanged if another recount came first: its
/// correction would be added twice.
/// </summary>
internal sealed class CountCorrection(DayCounts missing, RecountRow recount, Act act) : Submission
{
    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        var isNext = batch.Within(
            act,
            context =>
            {
                if (context.Recounts.Any(r => r.Number >= recount.Number))
                    return (false, Keep: false);
                context.Recounts.Add(new RecountRow { Number = recount.Number, Zone = recount.Zone });
                return (true, Keep: true);
            }
        );
        if (!isNext)
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Correct(missing);
        return new ChangeResult(ChangeOutcome.Done);
    }
}
