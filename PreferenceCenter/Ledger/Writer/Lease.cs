using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Takes a lease on a task that one of several nodes does, until a given time; with <c>done</c> it renews the lease and
/// records the result. Without <c>done</c> it only tries to take the lease and returns Unchanged while another node
/// holds it.
/// </summary>
internal sealed class Lease(string what, DateTimeOffset at, DateTimeOffset until, Action<Batch>? done = null)
    : Submission
{
    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (done is null && batch.Limits.Blocks(what, "", at))
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Limits.Block(what, "", until - at, at);
        done?.Invoke(batch);
        return new ChangeResult(ChangeOutcome.Done);
    }

    /// <summary>
    /// Takes the lease until that time, if no node holds it. Most of the time one does or nothing is to be done, so it
    /// is read first and no lock is needed.
    /// </summary>
    public static async Task<bool> TryTakeAsync(
        Database database,
        ChangeWriter writer,
        AddressHasher keys,
        string what,
        DateTimeOffset now,
        DateTimeOffset until
    ) =>
        !IsTaken(database, keys, what, now)
        && (await writer.SubmitAsync(new Lease(what, now, until))).Outcome == ChangeOutcome.Done;

    private static bool IsTaken(Database database, AddressHasher keys, string what, DateTimeOffset now) =>
        database.Ask(
            (Key: keys.LimitKey(what, ""), now),
            static (session, asked) =>
                session[Sql.LimitUntil, asked.Key].ExecuteScalar() is { } until
                && Convert.ToInt64(until, null) > Instant.ToMicroseconds(asked.now)
        );
}
