using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Takes a turn at what is done once for all nodes, until then; or hands it on with what was done. Null facts take, and
/// are refused while somebody has it.
/// </summary>
internal sealed class Lease(string what, DateTimeOffset at, DateTimeOffset until, Action<Batch>? done = null)
    : Submission
{
    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (done is null && batch.Limits.Blocks(what, "", at))
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Limits.Block(what, "", until - at, at);
        done?.Invoke(batch);
        return new ChangeResult(ChangeOutcome.Done);
    }

    /// <summary>Asked first: most of the time there is nothing to do, and no lock is taken for that.</summary>
    public static bool IsTaken(Database database, AddressHasher keys, string what, DateTimeOffset now) =>
        database.Ask(
            (Key: keys.LimitKey(what, ""), now),
            static (session, asked) =>
                session[Sql.LimitUntil, asked.Key].ExecuteScalar() is { } until
                && Convert.ToInt64(until, null) > Instant.ToMicroseconds(asked.now)
        );
}
