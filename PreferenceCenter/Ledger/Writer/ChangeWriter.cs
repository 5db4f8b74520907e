using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Journal;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// The change writer: all changes go through it. Changes that wait together are committed together, and a caller is
/// answered only after its change is on disk. There is one instance per process. Commands may write beside a server, so
/// each group takes the database's write lock first.
/// </summary>
internal sealed partial class ChangeWriter : IHostedService, IDisposable
{
    /// <summary>
    /// Maximum number of bulk rows per transaction, however fast they are. If one fails, each is tried alone to find
    /// it.
    /// </summary>
    private const int MostBulk = 1024;

    // An unsubscribe waits for a bulk slice that holds the whole database, or that concerns the same subscriber.
    private static readonly TimeSpan SliceOfAllFor = TimeSpan.FromMilliseconds(30),
        SliceFor = TimeSpan.FromMilliseconds(90);

    private static readonly TimeSpan MaxLockWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OverdueCheckInterval = TimeSpan.FromMilliseconds(100);

    // Another process tries to lock the database once a millisecond.
    private static readonly TimeSpan PauseForOthers = TimeSpan.FromMilliseconds(2);

    private readonly Database database;
    private readonly LedgerSettings settings;
    private readonly TimeProvider clock;
    private readonly LedgerMetrics metrics;
    private readonly ILogger<ChangeWriter> logger;
    private readonly JournalKeeper? journal;
    private readonly ErasureJournal? erasures;
    private readonly WriteQueue queue;
    private readonly Thread thread;
    private Timer? overdue;
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
        queue = new WriteQueue(settings.Capacity);
        thread = new Thread(Work) { Name = "change writer", IsBackground = true };
        metrics.WatchQueue(() => queue.Length);
    }

    public bool IsAlive => thread.IsAlive;

    public Task<ChangeResult> SubmitAsync(Submission submission)
    {
        if (!queue.TryAdd(submission))
            submission.Reject();
        return submission.Answer;
    }

    /// <summary>Submits a change for a caller that cannot try again later.</summary>
    /// <exception cref="IOException">The database is busy; nothing was changed.</exception>
    public async Task<ChangeResult> DoAsync(Submission submission)
    {
        submission.IsPatient = true;
        var result = await SubmitAsync(submission);
        return result.Outcome == ChangeOutcome.Busy
            ? throw new IOException("The database is busy; nothing was changed. Try again.")
            : result;
    }

    /// <summary>Submits a change likewise, and hands back its value after the commit.</summary>
    /// <exception cref="IOException">The database is busy; nothing was changed.</exception>
    public async Task<T> DoAsync<T>(Submission<T> submission) =>
        ((ChangeResult<T>)await DoAsync((Submission)submission)).Value;

    public Task StartAsync(CancellationToken cancel)
    {
        Start();
        overdue = new Timer(_ => RejectOverdue(), null, OverdueCheckInterval, OverdueCheckInterval);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Starts the writer of a command, which has no other node to go to: its changes wait as long as it takes.
    /// </summary>
    public void Start()
    {
        // Opened here, so that a database error stops the start and not only a background thread.
        journal?.Start();
        thread.Start(database.OpenWriteStore());
    }

    // A thread of its own does this: the writer's may hang inside the driver, on a connection that is stuck.
    private void RejectOverdue()
    {
        if (queue.RejectOlderThan(database.AnswerWithin) > 0)
            database.State.Failed(DatabaseUse.Changes, new TimeoutException());
    }

    /// <summary>Accepts no more changes and finishes the queued ones.</summary>
    public Task StopAsync(CancellationToken cancel)
    {
        queue.Close();
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
        while (queue.Take(group, settings.GroupSize, bulkSlice))
        {
            CommitTogether(store, group);
            group.Clear();
        }
    }

    /// <summary>
    /// Commits a group. False if the database was not available; the result of each change is in its own answer.
    /// </summary>
    private bool CommitTogether(IWriteStore store, List<Submission> group, bool again = false)
    {
        Batch? batch = null;
        try
        {
            if (!store.TryBegin(settings.Patience, MayWait(group) ? null : MaxLockWait))
            {
                database.State.Failed(DatabaseUse.Changes, new TimeoutException());
                foreach (var submission in group)
                    submission.Reject();
                return false;
            }
            // While the database was waited for, some were told to come again.
            group.RemoveAll(static submission => submission.IsAnswered);
            Commit(store, batch = new Batch(store, settings, erasures), group);
        }
#pragma warning disable CA1031 // The boundary of the worker: an exception of one change must not fail the others.
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
                    LogOutcomeUnknown(reason, group.Count);
                    foreach (var submission in group)
                        submission.Reject();
                    return false;
            }
            // A lost connection, or a conflict with another node, says nothing about the changes of the group.
            var passes = TransientErrors.MayPass(reason);
            if (passes && !store.HoldsAll)
                journal?.CheckAgain();
            if (passes && !again && !TransientErrors.IsLockTimeout(reason))
                return CommitTogether(store, group, again: true);
            if (group.Count > 1)
            {
                if (
                    reason is not DbUpdateConcurrencyException
                    && (TransientErrors.IsLockTimeout(reason) || !database.State.Failed(DatabaseUse.Changes, reason))
                )
                    LogRetriedSingly(reason, group.Count);
                CommitSingly(store, group);
                return true;
            }
            if (TransientErrors.IsUnavailable(reason))
            {
                // A lock that others hold says nothing about the database.
                if (TransientErrors.IsLockTimeout(reason))
                    LogBusy();
                else
                    database.State.Failed(DatabaseUse.Changes, reason);
                foreach (var submission in group)
                    submission.Reject();
                return false;
            }
            if (reason is DbUpdateConcurrencyException)
                LogOvertaken();
            else
                LogRefused(reason);
            group[0].Fail(reason);
            return true;
        }
        foreach (var submission in group)
            submission.Complete();
        return true;
    }

    // A group that waits for a row is soon tried change by change, so that the others are answered in time.
    private static bool MayWait(List<Submission> group) => group is [{ IsPatient: true } or { Bulk: true }];

    // A lock on one subscriber's row blocks only changes of that subscriber. A lock on the whole database blocks all:
    // the other changes of the group do not each wait for it again.
    private void CommitSingly(IWriteStore store, List<Submission> group)
    {
        var busy = 0;
        foreach (var submission in group)
            if (busy > 1)
                submission.Reject();
            else if (!CommitTogether(store, [submission]))
                busy++;
    }

    private void Commit(IWriteStore store, Batch batch, List<Submission> group)
    {
        var started = clock.GetTimestamp();
        Submission.Run(group, batch);
        store.Write(batch.Set);
        var named = TryName(batch.Set);
        var committing = clock.GetTimestamp();
        using (LedgerMetrics.Committing(group.Count))
            store.Commit();
        journal?.Take(batch.Set, store.Slot);
        if (!named)
            journal!.NameAgain();
        database.State.Works(DatabaseUse.Changes);
        metrics.Committed(group.Count, clock.GetElapsedTime(committing), group.Find(s => s.Reduces)?.Age);
        if (group.Exists(s => s.Bulk))
            Pace(store, group.Count, clock.GetElapsedTime(started));
    }

    // Written before the commit: what the journal names is erased now, or at the next start. Whoever asked not to be
    // emailed does not wait for a disk: their address is named as soon as the journal can be written.
    private bool TryName(WriteSet set)
    {
        if (set is { Erased.Count: 0, ErasedAddresses.Count: 0, LiftedSuppressions.Count: 0, Suppressed.Count: 0 })
            return true;
        try
        {
            erasures?.Write(set);
            return true;
        }
        catch (Exception reason)
            when (reason is IOException or UnauthorizedAccessException
                && set is { Erased.Count: 0, ErasedAddresses.Count: 0, LiftedSuppressions.Count: 0 }
                && journal is not null
            )
        {
            return false;
        }
    }

    // Imports write in short slices, so that an unsubscribe never waits long. If a slice holds the whole database,
    // other processes get a turn after it.
    private void Pace(IWriteStore store, int count, TimeSpan took)
    {
        bulkSlice = Math.Clamp((int)(count * ((store.HoldsAll ? SliceOfAllFor : SliceFor) / took)), 1, MostBulk);
        if (store.HoldsAll)
            Thread.Sleep(PauseForOthers);
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

    public void Dispose()
    {
        overdue?.Dispose();
        queue.Close();
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A group of {Count} changes could not be committed; trying them one by one"
    )]
    private partial void LogRetriedSingly(Exception reason, int count);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The database went away while {Count} changes were committed; whether they stand is not known, and they were not acknowledged"
    )]
    private partial void LogOutcomeUnknown(Exception reason, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Others held what a change needed for too long; it was turned away"
    )]
    private partial void LogBusy();

    [LoggerMessage(Level = LogLevel.Error, Message = "A change could not be committed and was refused")]
    private partial void LogRefused(Exception reason);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "A change was refused: another one changed the same row before it"
    )]
    private partial void LogOvertaken();

    [LoggerMessage(Level = LogLevel.Error, Message = "A failed group could not be rolled back")]
    private partial void LogRollbackFailed(Exception reason);
}
