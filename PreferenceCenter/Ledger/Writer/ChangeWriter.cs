using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Journal;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// The one door for change. Whatever waits together is committed together, and nobody is answered before their change
/// is on disk. One instance a process; commands may write beside a server, so each group takes the database's write
/// lock first.
/// </summary>
internal sealed partial class ChangeWriter : IHostedService, IDisposable
{
    /// <summary>
    /// Of rows that come in bulk at most so many a transaction, however fast they are: one that fails is found by
    /// trying each alone.
    /// </summary>
    private const int MostBulk = 1024;

    // A leave waits for a slice where that holds the whole database, or is about the same person.
    private static readonly TimeSpan SliceOfAllFor = TimeSpan.FromMilliseconds(30),
        SliceFor = TimeSpan.FromMilliseconds(90);

    // Another process asks for the database once a millisecond.
    private static readonly TimeSpan LetOthersInFor = TimeSpan.FromMilliseconds(2);

    private readonly Database database;
    private readonly LedgerSettings settings;
    private readonly TimeProvider clock;
    private readonly LedgerMetrics metrics;
    private readonly ILogger<ChangeWriter> logger;
    private readonly JournalKeeper? journal;
    private readonly ErasureJournal? erasures;
    private readonly WriteQueue lanes;
    private readonly Thread thread;
    private int bulkSlice = 16;

    public ChangeWriter(
        Database database,
        LedgerSettings settings,
        TimeProvider clock,
        LedgerMetrics metrics,
        ILogger<ChangeWriter> logger,
        JournalKeeper? journal = null,
        ErasureJournal? erasures = null
    )
    {
        (this.database, this.settings, this.clock, this.metrics, this.logger, this.journal, this.erasures) = (
            database,
            settings,
            clock,
            metrics,
            logger,
            journal,
            erasures
        );
        lanes = new WriteQueue(settings.Capacity);
        thread = new Thread(Work) { Name = "change writer", IsBackground = true };
        metrics.WatchQueue(() => lanes.Length);
    }

    public bool IsAlive => thread.IsAlive;

    public Task<ChangeResult> SubmitAsync(Submission submission)
    {
        if (!lanes.TryAdd(submission))
            submission.TurnAway();
        return submission.Answer;
    }

    /// <summary>For what has nobody who could come again.</summary>
    /// <exception cref="IOException">The database was not to be had.</exception>
    public async Task<ChangeResult> DoAsync(Submission submission)
    {
        var result = await SubmitAsync(submission);
        return result.Outcome == ChangeOutcome.Busy
            ? throw new IOException("The database is busy; nothing was changed. Try again.")
            : result;
    }

    public Task StartAsync(CancellationToken cancel)
    {
        // Opened here: what is wrong with the database stops the start, not a thread that nobody hears.
        journal?.Start();
        thread.Start(database.OpenWriteStore());
        return Task.CompletedTask;
    }

    /// <summary>Takes no more and finishes what it has.</summary>
    public Task StopAsync(CancellationToken cancel)
    {
        lanes.Close();
        return thread.ThreadState.HasFlag(ThreadState.Unstarted)
            ? Task.CompletedTask
            : Task.Run(Finish, CancellationToken.None).WaitAsync(cancel);
    }

    private void Finish()
    {
        thread.Join();
        journal?.Stop();
    }

    private void Work(object? opened)
    {
        using var store = (IWriteStore)opened!;
        var group = new List<Submission>(settings.GroupSize);
        while (lanes.Take(group, settings.GroupSize, bulkSlice))
        {
            CommitTogether(store, group);
            group.Clear();
        }
    }

    /// <summary>Whether the database was to be had; what it said to each change is the change's own.</summary>
    private bool CommitTogether(IWriteStore store, List<Submission> group, bool again = false)
    {
        Batch? batch = null;
        try
        {
            if (!store.TryBegin(settings.Patience))
            {
                foreach (var submission in group)
                    submission.TurnAway();
                return false;
            }
            Commit(store, batch = new Batch(store, settings), group);
        }
#pragma warning disable CA1031 // The boundary of the worker: whatever one change throws must not take the others with it.
        catch (Exception reason)
#pragma warning restore CA1031
        {
            RollBack(store);
            switch (store.OutcomeOf(batch?.Set.Seal, settings.Patience))
            {
                case CommitOutcome.Done:
                    journal?.Take(batch!.Set, batch.Set.Seal!.Slot);
                    foreach (var submission in group)
                        submission.Complete();
                    return true;
                case CommitOutcome.Unknown:
                    LogFateUnknown(reason, group.Count);
                    foreach (var submission in group)
                        submission.TurnAway();
                    return false;
            }
            // A connection that was lost, or another node that was faster, says nothing about any change of the group.
            var passes = TransientErrors.MayPass(reason);
            if (passes && !store.HoldsAll)
                journal?.LookAgain();
            if (passes && !again && !TransientErrors.IsLockTimeout(reason))
                return CommitTogether(store, group, again: true);
            if (group.Count > 1)
            {
                LogRetriedSingly(reason, group.Count);
                CommitSingly(store, group);
                return true;
            }
            if (passes)
            {
                LogBusy(reason);
                group[0].TurnAway();
                return false;
            }
            LogRefused(reason);
            group[0].Fail(reason);
            return true;
        }
        foreach (var submission in group)
            submission.Complete();
        return true;
    }

    // Who holds the one row of a person holds up that person alone; who holds the database is not waited for again by
    // each of a thousand.
    private void CommitSingly(IWriteStore store, List<Submission> group)
    {
        var busy = 0;
        foreach (var submission in group)
            if (busy > 1)
                submission.TurnAway();
            else if (!CommitTogether(store, [submission]))
                busy++;
    }

    private void Commit(IWriteStore store, Batch batch, List<Submission> group)
    {
        var started = clock.GetTimestamp();
        Submission.Run(group, batch);
        store.Write(batch.Set);
        // Before it is committed: what the journal names is gone, or will be erased at the next start.
        if (batch.Set is { Erased.Count: > 0 } or { LiftedSuppressions.Count: > 0 })
            erasures?.Write(batch.Set);
        var committing = clock.GetTimestamp();
        using (LedgerMetrics.Committing(group.Count))
            store.Commit();
        journal?.Take(batch.Set, store.Slot);
        metrics.Committed(group.Count, clock.GetElapsedTime(committing), group.Find(s => s.Reduces)?.Age);
        if (group.Exists(s => s.Bulk))
            Pace(store, group.Count, clock.GetElapsedTime(started));
    }

    // Imports hold what they write for short slices: a leave never waits long behind one. Who holds all of the database
    // then lets others in.
    private void Pace(IWriteStore store, int count, TimeSpan took)
    {
        bulkSlice = Math.Clamp((int)(count * ((store.HoldsAll ? SliceOfAllFor : SliceFor) / took)), 1, MostBulk);
        if (store.HoldsAll)
            Thread.Sleep(LetOthersInFor);
    }

    private void RollBack(IWriteStore store)
    {
        try
        {
            store.Rollback();
        }
        catch (System.Data.Common.DbException reason)
        {
            LogRollbackFailed(reason);
        }
    }

    public void Dispose() => lanes.Close();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A group of {Count} changes could not be committed; trying them one by one"
    )]
    private partial void LogRetriedSingly(Exception reason, int count);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The database went away while {Count} changes were committed; whether they stand is not known, and they were not acknowledged"
    )]
    private partial void LogFateUnknown(Exception reason, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database was not to be had for a change; it was turned away"
    )]
    private partial void LogBusy(Exception reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A change could not be committed and was refused")]
    private partial void LogRefused(Exception reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A failed group could not be rolled back")]
    private partial void LogRollbackFailed(Exception reason);
}
