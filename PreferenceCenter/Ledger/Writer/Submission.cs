using System.Text.Json;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

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

    /// <summary>Whether the caller was answered, also by a refusal while the change was still waiting.</summary>
    public bool IsAnswered => answer.Task.IsCompleted;

    /// <summary>Whether the caller waits as long as it takes, because it cannot try again elsewhere.</summary>
    public bool IsPatient { get; set; }

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
                .DecideOnce(batch, group[i].Key is { } key ? batch.Present(found[next++], key) : null);
        batch.Seal();
    }

    // A form of the console that was carried out before: the same result, and nothing is written. The key is looked up
    // under the lock of administrative changes, which one holds at a time, on all nodes.
    private ChangeResult DecideOnce(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (Act is not { Once: { } key } act)
            return Decide(batch, subscriber);
        if (batch.ResultOf(key, act) is { } kept)
            return Again(kept);
        var result = Decide(batch, subscriber);
        // A refusal leaves the key unused: the same form can be corrected and sent again.
        if (result.Outcome == ChangeOutcome.Done)
            batch.KeepResult(key, act, Kept(result));
        return result;
    }

    protected abstract ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber);

    /// <summary>The act of the change, where staff can send it by a form of the console.</summary>
    public virtual Act? Act => null;

    /// <summary>The result as it is kept with the key of the form.</summary>
    protected virtual string Kept(ChangeResult result) => "";

    /// <summary>The result that was kept.</summary>
    protected virtual ChangeResult Again(string kept) => new(ChangeOutcome.Done);

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

    protected override string Kept(ChangeResult result) => JsonSerializer.Serialize(((ChangeResult<T>)result).Value);

    protected override ChangeResult<T> Again(string kept) =>
        new(ChangeOutcome.Done, JsonSerializer.Deserialize<T>(kept)!);
}
