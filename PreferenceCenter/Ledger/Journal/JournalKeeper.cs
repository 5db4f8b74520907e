using System.Data.Common;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

internal enum JournalHealth : byte
{
    /// <summary>Reading the log up to its head; whatever is committed meanwhile comes after it.</summary>
    CatchingUp,
    Kept,

    /// <summary>
    /// It cannot be written. Changes go on, people must be able to leave; what is missing is written as soon as it can
    /// be.
    /// </summary>
    Failing,
}

/// <summary>
/// Writes the journal behind the change writer: each group within a second of its commit, by a thread of its own, so
/// that no change waits for it. Several processes may write one log and its journal; whatever one has not seen is read
/// from the log.
/// </summary>
internal sealed partial class JournalKeeper(
    Database database,
    StorageSettings storage,
    JournalCheck check,
    TimeProvider clock,
    ILogger<JournalKeeper> logger,
    IHostApplicationLifetime? lifetime = null
)
{
    private const int MostWaiting = 100_000;
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);

    /// <summary>What a node did not write any more before it died is written by another after twice as long.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(1);

    // An object, not a Lock: the keeper waits on it.
    private readonly object gate = new();
    private List<JournalBatch> waiting = [];
    private int lines;
    private bool behind = true;
    private bool stopping;
    private long saidAt;
    private long lookedAt;

    /// <summary>How long each log was at the last look.</summary>
    private readonly Dictionary<int, long> seen = [];
    private Thread? thread;
    private volatile JournalHealth health;

    public JournalHealth Health => health;

    /// <summary>
    /// The database under us was replaced by one that lacks what the journal saw: it must not be served on.
    /// </summary>
    public bool IsStale { get; private set; }

    /// <summary>
    /// Whether what is committed here is the journal being told to the database again: that is no news to it.
    /// </summary>
    public bool Replaying { get; set; }

    /// <exception cref="StaleDatabaseException">Nothing may be written to this database before it was told what it
    /// forgot.</exception>
    public void Start()
    {
        if (Replaying)
            return;
        check.ThrowIfStale();
        thread = new Thread(Work) { Name = "journal keeper", IsBackground = true };
        thread.Start();
    }

    /// <summary>
    /// Called by the writer's thread after each commit: it copies a few numbers and waits for nothing.
    /// </summary>
    public void Take(WriteSet set, int slot)
    {
        if (thread is null || JournalBatch.Of(set, slot) is not { } batch)
            return;
        lock (gate)
        {
            // What finds no room is read from the log again.
            if (lines > MostWaiting)
                Forget();
            if (waiting.Count == 0)
                Monitor.Pulse(gate);
            waiting.Add(batch);
            lines += batch.Lines.Count + 1;
        }
    }

    /// <summary>Takes no more and writes what it has.</summary>
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

    /// <summary>False once it was stopped and all is written, or cannot be.</summary>
    private bool Round()
    {
        try
        {
            if (behind)
                CatchUp();
            else if (clock.GetElapsedTime(lookedAt) >= LookAgainAfter)
                Look();
            if (!Gather(out var batches))
                return false;
            foreach (var log in batches.GroupBy(b => b.Slot))
                Append(log.Key, [.. log]);
            return true;
        }
        // The driver's word for a connection that broke between two statements is no DbException.
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
                GiveUp(reason);
            Say(reason);
            lock (gate)
            {
                Forget();
                if (!stopping)
                    Monitor.Wait(gate, AfterTrouble);
                return !stopping;
            }
        }
    }

    // A standby that lagged behind took over, or a backup was put in place under us. The next start stands closed.
    private void GiveUp(Exception reason)
    {
        if (IsStale)
            return;
        IsStale = true;
        LogStale(reason);
        lifetime?.StopApplication();
    }

    /// <summary>The connection was lost: what comes back may be another database.</summary>
    public void LookAgain()
    {
        lock (gate)
        {
            behind = true;
            Monitor.Pulse(gate);
        }
    }

    private void Forget()
    {
        (behind, lines) = (true, 0);
        waiting.Clear();
    }

    // After the first there is time for others: a journal synced at every commit would cost as much as the commits.
    private bool Gather(out List<JournalBatch> batches)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !stopping && !behind && Monitor.Wait(gate, LookAgainAfter)) { }
            for (
                var start = TimeProvider.System.GetTimestamp();
                waiting.Count > 0
                    && !stopping
                    && GatherFor - TimeProvider.System.GetElapsedTime(start) is { Ticks: > 0 } left;

            )
                Monitor.Wait(gate, left);
            (batches, waiting, lines) = (waiting, [], 0);
            return batches.Count > 0 || !stopping;
        }
    }

    /// <summary>Brings every log's journal up to the log.</summary>
    public void CatchUp()
    {
        lock (gate)
            behind = false;
        lookedAt = clock.GetTimestamp();
        foreach (var slot in Slots())
            CatchUp(slot, agreed: null, upTo: long.MaxValue);
        health = JournalHealth.Kept;
    }

    // What was there a minute ago and is not written has nobody who will: its node died. Of the rest a living one has
    // its hands full.
    private void Look()
    {
        lookedAt = clock.GetTimestamp();
        foreach (var slot in Slots())
            CatchUp(slot, agreed: null, upTo: seen.GetValueOrDefault(slot));
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

    private void Say(Exception reason)
    {
        if (saidAt != 0 && clock.GetElapsedTime(saidAt) < SayAgainAfter)
            return;
        saidAt = clock.GetTimestamp();
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
