using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Something on its way through the one door. Run on the writer's thread, perhaps twice; answered once, after the
/// commit.
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

    /// <summary>Reductions are always taken first.</summary>
    public virtual bool Reduces => false;

    /// <summary>One of very many: taken in slices, so that nobody waits behind them.</summary>
    public virtual bool Bulk => false;

    /// <summary>Whom it is about, if anybody: read before it runs.</summary>
    public virtual PersonKey? Key => null;

    /// <summary>Whom it may make, where nobody has that address.</summary>
    public virtual Registration? Register
    {
        get => null;
        init { }
    }

    /// <summary>Addresses that nobody else may register or suppress meanwhile.</summary>
    public virtual IReadOnlyList<Registration> Locked => Register is { } one ? [one] : [];

    /// <summary>Runs a group in its order, over one batch, and seals what it wrote.</summary>
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

    protected abstract ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier);

    public void Complete() => answer.TrySetResult(result!);

    public void Fail(Exception reason) => answer.TrySetException(reason);

    public void TurnAway() => answer.TrySetResult(ChangeResult.Busy);
}
