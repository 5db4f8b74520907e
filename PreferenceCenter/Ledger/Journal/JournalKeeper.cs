using System.Data.Common;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>State of the journal.</summary>
internal enum JournalHealth : byte
{
    /// <summary>The log is being read up to its head. Changes committed meanwhile follow after that.</summary>
    CatchingUp,
    Kept,

    /// <summary>
    /// The journal cannot be written. Changes continue, because subscribers must be able to leave. Missing lines are
    /// written as soon as possible.
    /// </summary>
    Failing,
}

/// <summary>
/// Writes the journal after the change writer commits: each group within a second, on its own thread, so that no change
/// waits for it. Several processes may write one log and its journal; lines a process has not seen are read from the
/// log.
/// </summary>
internal sealed partial class JournalKeeper(
    Database database,
    StorageSettings storage,
    JournalCheck check,
    TimeProvider clock,
    ILogger<JournalKeeper> logger,
    IHostApplicationLifetime? lifetime = null,
    JournalRegistry? journals = null,
    ErasureJournal? erasures = null,
    JournalPurge? purge = null
)
{
    private const int MostWaiting = 100_000;
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// If a node dies before it writes its lines, another node writes them after twice this time at most.
    /// </summary>
    private static readonly TimeSpan CheckAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReportAgainAfter = TimeSpan.FromMinutes(1);

    // An object and not a Lock: the thread waits on it with Monitor.Wait.
    private readonly object gate = new();
    private List<JournalBatch> waiting = [];
    private int waitingLines;
    private bool behind = true;
    private bool begun = true;
    private bool stopping;
    private long reportedAt;
    private long checkedAt;

    /// <summary>Size of each log at the last check.</summary>
    private Dictionary<int, long> lastSizes = [];

    /// <summary>Held while a journal is written: the keeper's thread, and whoever looks at a replaced database.</summary>
    private readonly Lock appending = new();
    private Thread? thread;
    private volatile JournalHealth health;

    public JournalHealth Health => health;

    /// <summary>
    /// Whether the database was replaced at runtime by one that lacks events of the journal. It must no longer be
    /// served.
    /// </summary>
    public bool IsStale { get; private set; }

    /// <summary>
    /// Whether the current commits replay the journal into the database. These are not written to the journal again.
    /// </summary>
    public bool Replaying { get; set; }

    /// <summary>Starts the journal thread.</summary>
    /// <exception cref="StaleDatabaseException">The database is older than its journal; nothing may be written before a
    /// replay.</exception>
    public void Start()
    {
        if (Replaying)
            return;
        check.ThrowIfStale();
        begun = journals?.TryConfirm() != false;
        thread = new Thread(Work) { Name = "journal keeper", IsBackground = true };
        thread.Start();
    }

    /// <summary>
    /// Queues a committed group. Called by the writer thread after each commit; it copies a few numbers and does not
    /// wait.
    /// </summary>
    public void Take(WriteSet set, int slot)
    {
        if (thread is null || JournalBatch.Of(set, slot) is not { } batch)
            return;
        lock (gate)
        {
            // If too many lines are waiting, they are dropped and read from the log later.
            if (waitingLines > MostWaiting)
                DropWaiting();
            if (waiting.Count == 0)
                Monitor.Pulse(gate);
            waiting.Add(batch);
            waitingLines += batch.Lines.Count + 1;
        }
    }

    /// <summary>Accepts no more groups and writes what is queued.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.Pulse(gate);
        }
        thread?.Join();
    }

    private void Work()
    {
        while (Round()) { }
    }

    /// <summary>
    /// Runs one round; false once the keeper was stopped and everything is written, or cannot be written. A database that
    /// is away does not keep lines that wait from the journal: if it comes back older, they are all there is.
    /// </summary>
    private bool Round()
    {
        var read = Try(ReadLogs);
        if (!read)
            Pause();
        if (!Gather(read, out var batches))
            return false;
        if (Try(() => Append(batches)))
            return true;
        PutBack(batches);
        Pause();
        if (!stopping)
            return true;
        // The last attempt, without the database.
        foreach (var log in batches.GroupBy(b => b.Slot))
            Try(() => Rescue(log.Key, log));
        return false;
    }

    private void ReadLogs()
    {
        if (behind)
            CatchUp();
        else if (TimeProvider.System.GetElapsedTime(followedAt) is var past && database.IsShared && past >= FollowEvery)
            Follow();
        else if (clock.GetElapsedTime(checkedAt) >= CheckAgainAfter)
            CheckLogs();
    }

    private void Append(List<JournalBatch> batches)
    {
        var stale = default(StaleDatabaseException);
        lock (appending)
            foreach (var log in batches.GroupBy(b => b.Slot).ToList())
                try
                {
                    Append(log.Key, [.. log]);
                }
                catch (StaleDatabaseException reason)
                {
                    Rescue(log.Key, log);
                    batches.RemoveAll(b => b.Slot == log.Key);
                    stale = reason;
                }
        if (stale is not null)
            throw stale;
    }

    private bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        // The database driver reports a connection that broke between two statements as InvalidOperationException, not
        // DbException.
        catch (Exception reason)
            when (reason
                    is IOException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or DbException
                        or InvalidOperationException
            )
        {
            health = JournalHealth.Failing;
            if (reason is StaleDatabaseException)
                StopServing(reason, own: true);
            ReportFailure(reason);
            lock (gate)
                behind = true;
            return false;
        }
    }

    private void Pause()
    {
        lock (gate)
            if (!stopping)
                Monitor.Wait(gate, RetryAfter);
    }

    // Lines that are there already are skipped when they are written again.
    private void PutBack(List<JournalBatch> batches)
    {
        lock (gate)
        {
            waiting.InsertRange(0, batches);
            waitingLines += batches.Sum(b => b.Lines.Count + 1);
            if (waitingLines > MostWaiting)
                DropWaiting();
        }
    }

    // A lagging standby took over, or a backup was put in place at runtime. The next start refuses to serve.
    private void StopServing(Exception reason, bool own)
    {
        if (IsStale)
            return;
        IsStale = true;
        LogStale(reason);
        // Other nodes stop too: what this journal holds, theirs may not.
        if (own)
            Try(() => journals?.Doubt());
        lifetime?.StopApplication();
    }

    /// <summary>
    /// Called when the connection was lost: the database behind the next connection may be a different one.
    /// </summary>
    public void CheckAgain()
    {
        lock (gate)
        {
            behind = true;
            Monitor.Pulse(gate);
        }
    }

    private void DropWaiting()
    {
        (behind, waitingLines) = (true, 0);
        waiting.Clear();
    }

    // Waits after the first batch for further ones: a journal that is flushed at every commit would cost as much as the
    // commits.
    private bool Gather(bool read, out List<JournalBatch> batches)
    {
        lock (gate)
        {
            while (read && waiting.Count == 0 && !stopping && !behind && Monitor.Wait(gate, LookAfter)) { }
            for (
                var start = TimeProvider.System.GetTimestamp();
                waiting.Count > 0
                    && !stopping
                    && GatherFor - TimeProvider.System.GetElapsedTime(start) is { Ticks: > 0 } left;

            )
                Monitor.Wait(gate, left);
            (batches, waiting, waitingLines) = (waiting, [], 0);
            return batches.Count > 0 || !stopping;
        }
    }

    /// <summary>Brings the journal of every log up to date with the log.</summary>
    public void CatchUp()
    {
        lock (gate)
            behind = false;
        checkedAt = clock.GetTimestamp();
        if (!begun)
            journals!.Confirm();
        begun = true;
        var anew = journals?.Mine?.Anew == true;
        lock (appending)
        {
            var slots = Slots();
            FillUnclaimed(slots, anew);
            foreach (var slot in slots)
                CatchUp(slot, agreed: null, upTo: long.MaxValue);
        }
        FollowErasures();
        if (anew)
            journals!.Renewed();
        health = JournalHealth.Kept;
    }

    // Events that were in the log a minute ago and are not in the journal belong to a node that died. Newer ones are
    // left to the node that committed them.
    private void CheckLogs()
    {
        checkedAt = clock.GetTimestamp();
        var sizes = Sizes();
        lock (appending)
            foreach (var slot in sizes.Keys)
                CatchUp(slot, agreed: null, upTo: lastSizes.GetValueOrDefault(slot));
        lastSizes = sizes;
    }

    private List<int> Slots()
    {
        using var session = database.Read();
        var slots = new List<int>();
        using var row = session[Sql.Slots].ExecuteReader();
        while (row.Read())
            slots.Add(row.GetInt32(0));
        return slots;
    }

    private void ReportFailure(Exception reason)
    {
        // A database that is away is told once, by its state.
        if (database.State.Failed(DatabaseUse.Work, reason))
            return;
        if (reportedAt != 0 && clock.GetElapsedTime(reportedAt) < ReportAgainAfter)
            return;
        reportedAt = clock.GetTimestamp();
        LogFailing(reason);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Log {Slot} has {Size} events and no journal: one is begun, and filled from the log"
    )]
    private partial void LogBegun(int slot, long size);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "This database lacks what the journal saw; it is not served any more"
    )]
    private partial void LogStale(Exception reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The journal cannot be written. Changes go on; a backup restored now would forget them. Tried again every second"
    )]
    private partial void LogFailing(Exception reason);
}
