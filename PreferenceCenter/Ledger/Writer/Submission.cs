using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// A change on its way to the change writer. It runs on the writer's thread, possibly twice, and is answered once,
/// after the commit.
/// </summary>
internal abstract class Submission
{
    private readonly TaskCompletionSource<ChangeResult> answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly long madeAt = TimeProvider.System.GetTimestamp();
    private ChangeResult? result;

    public Task<ChangeResult> Answer => answer.Task;
    public TimeSpan Age => TimeProvider.System.GetElapsedTime(madeAt);

    /// <summary>Whether the change takes something away. Reductions are always taken first.</summary>
    public virtual bool Reduces => false;

    /// <summary>
    /// Whether the change is part of a bulk operation. These are taken in slices, so that other changes do not wait
    /// behind them.
    /// </summary>
    public virtual bool Bulk => false;

    /// <summary>The subscriber concerned, if any: read before the change runs.</summary>
    public virtual PersonKey? Key => null;

    /// <summary>The subscriber to create if the address is unknown.</summary>
    public virtual Registration? Register
    {
        get => null;
        init { }
    }

    /// <summary>Addresses that no other process may register or suppress meanwhile.</summary>
    public virtual IReadOnlyList<Registration> Locked => Register is { } registration ? [registration] : [];

    /// <summary>Runs a group in order over one batch, and seals the events it appended.</summary>
    public static void Run(IReadOnlyList<Submission> group, Batch batch)
    {
        PersonKey[] keys = [.. group.Where(s => s.Key is not null).Select(s => s.Key!.Value)];
        Newcomer[] newcomers =
        [
            .. group
                .SelectMany(s => s.Locked)
                .Select(r => new Newcomer(r.KeyedHashes(batch.Settings.Suppression), r.PublicId)),
        ];
        var found = batch.Begin(keys, newcomers);
        for (int i = 0, next = 0; i < group.Count; i++)
            group[i].result = group[i]
                .Decide(batch, group[i].Key is { } key ? batch.Present(found[next++], key) : null);
        batch.Seal();
    }

    protected abstract ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber);

    public void Complete() => answer.TrySetResult(result!);

    public void Fail(Exception reason) => answer.TrySetException(reason);

    public void Reject() => answer.TrySetResult(ChangeResult.Busy);
}

/// <summary>
/// A submission that answers with a value. The value is part of the result and not of the submission, so that no
/// caller can read it before the commit, or one of a first run that was undone.
/// </summary>
internal abstract class Submission<T> : Submission
{
    protected abstract override ChangeResult<T> Decide(Batch batch, SubscriberSnapshot? subscriber);
}
