using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// A change of administrative tables (topics, accounts, recipients …): its rows and its events are written in one
/// transaction, and its result is handed to the caller after the commit. One such change runs at a time, whatever
/// writes to the database.
/// </summary>
/// <param name="work">Runs on the writer's thread, possibly twice: it tells what came of it by its result alone. Other
/// changes wait for it, so what takes long is done before.</param>
internal sealed class AdminChange<T>(Act act, Func<CenterContext, AdminResult<T>> work) : Submission<T>
{
    public override Act? Act => act;

    protected override ChangeResult<T> Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        var done = batch.Within(
            act,
            context =>
            {
                var result = work(context);
                return (result, result.Wrote);
            }
        );
        foreach (var e in done.Events)
            batch.AppendAdmin(e.Kind, e.Aspect, e.Value, act, e.Evidence);
        return new ChangeResult<T>(done.Wrote ? ChangeOutcome.Done : ChangeOutcome.Unchanged, done.Result);
    }
}
