using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

// Writes down what other nodes commit, whose journals may be on other machines, and recognizes a replaced database.
internal sealed partial class JournalKeeper
{
    /// <summary>What another node commits is in this journal after twice this time at most.</summary>
    private static readonly TimeSpan FollowEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a node may hold lines of somebody who was erased meanwhile.</summary>
    private static readonly TimeSpan PurgeAfter = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PurgeAgainAfter = TimeSpan.FromDays(1);

    /// <summary>The size up to which the journal of each log is written, as far as this process knows.</summary>
    private readonly Dictionary<int, long> written = [];

    /// <summary>How long the other nodes have to confirm a table of journals that was written anew under them.</summary>
    private static readonly TimeSpan UnconfirmedFor = TimeSpan.FromSeconds(10);
    private readonly SortedSet<DateTimeOffset> purges = [];
    private long followedAt;
    private long unconfirmedSince;
    private bool erased;
    private volatile bool owing;
    private volatile string? closedBecause;

    private TimeSpan LookAfter => database.IsShared ? FollowEvery : CheckAgainAfter;

    /// <summary>Why nothing may be answered from the database behind new connections; null where all is well.</summary>
    public string? ClosedBecause => closedBecause;

    // Up to where the logs were at the last call: what a living node of this machine has in hand is left to it.
    private void Follow()
    {
        followedAt = TimeProvider.System.GetTimestamp();
        lock (appending)
            foreach (var (slot, size) in lastSizes)
                if (size > written.GetValueOrDefault(slot))
                    CatchUp(slot, agreed: null, upTo: size);
        FollowUnclaimed();
        if (erased || clock.GetElapsedTime(checkedAt) >= CheckAgainAfter)
            FollowErasures();
        // In this order: what a journal that is not in use any more holds is in these sizes.
        FollowJournals();
        lastSizes = Sizes();
        if (clock.GetElapsedTime(checkedAt) >= CheckAgainAfter)
            CheckLogs();
        PurgeErased();
        health = JournalHealth.Kept;
    }

    // Another node found that the database lacks something of its journal, or the table of journals was written anew and
    // is not confirmed by all within seconds.
    private void FollowJournals()
    {
        if (journals is null)
            return;
        if (!journals.IsConfirmed())
        {
            if (check.OwnFault() is { } stale)
                throw new StaleDatabaseException(stale);
            journals.Confirm();
        }
        journals.Follow();
        var others = journals.Unconfirmed();
        if (others.Count == 0)
            unconfirmedSince = 0;
        else if (unconfirmedSince == 0)
            unconfirmedSince = followedAt;
        if (
            others.Any(o => o.Confirmed.Length == 0)
            || (others.Count > 0 && TimeProvider.System.GetElapsedTime(unconfirmedSince) > UnconfirmedFor)
        )
            StopServing(new StaleDatabaseException(journals.Fault()!), own: false);
    }

    private void FollowErasures()
    {
        erased = false;
        // While a restored database is told what it forgot, it lacks addresses to be kept away: that nobody has come back.
        if (erasures is null || Replaying || !(database.IsShared || owing))
            return;
        owing = false;
        var (now, done) = (clock.GetUtcNow(), false);
        try
        {
            using var session = database.Read();
            if (erasures.Follow(session))
                purges.UnionWith([now + PurgeAfter, now + PurgeAgainAfter]);
            done = true;
        }
        finally
        {
            owing |= !done;
        }
    }

    private void PurgeErased()
    {
        if (purge is null || purges.Count == 0 || purges.Min > clock.GetUtcNow())
            return;
        purges.RemoveWhere(at => at <= clock.GetUtcNow());
        purge.Run();
    }

    private bool IsIn(JournalBatch batch)
    {
        using var session = database.Read();
        var log = new LogReader(session, batch.Slot);
        return !batch.IsLogged || (batch.Size <= log.Head().Size && log.Proofs(batch.Size).Root() == batch.Root);
    }

    /// <summary>
    /// Takes over what other nodes erased and who came back since this node last ran, before its own journal of erasures
    /// is repeated. Only from a database that has forgotten nothing.
    /// </summary>
    public void FollowBeforeReplay()
    {
        if (!database.IsShared)
            owing = true;
        else if (journals?.IsConfirmed() == true && check.OwnFault() is null)
            FollowErasures();
    }

    /// <summary>
    /// Called after a commit whose addresses could not be written to the journal of erasures: it takes them from the
    /// database as soon as it can be written, at the latest after the next start of a server.
    /// </summary>
    public void NameAgain()
    {
        owing = true;
        CheckAgain();
    }

    private Dictionary<int, long> Sizes()
    {
        var sizes = new Dictionary<int, long>();
        using var session = database.Read();
        using var row = session[Sql.Frontiers].ExecuteReader();
        while (row.Read())
            sizes[row.GetInt32(0)] = MerkleFrontier.Parse(row.GetFieldValue<byte[]>(1)).Size;
        return sizes;
    }

    /// <summary>
    /// Compares the database behind a new connection with the journal: it may have been replaced. What was committed and
    /// is not in the journal yet is written there first.
    /// </summary>
    /// <returns>Whether it may be answered from; null while the journal's own thread is at work.</returns>
    public bool? Recognizes()
    {
        // That thread may wait for a connection, and its caller for this answer.
        if (!appending.TryEnter(TimeSpan.FromMilliseconds(200)))
            return null;
        try
        {
            List<JournalBatch> batches;
            lock (gate)
                (batches, waiting, waitingLines) = (waiting, [], 0);
            if (batches.Count > 0 && !Try(() => Append(batches)))
            {
                // A full disk stops nobody from leaving, where the database has what waits.
                PutBack(batches);
                if (batches.Find(b => !IsIn(b)) is { } lost)
                    return Refuse(
                        Invariant(
                            $"The database lacks what this node committed to log {lost.Slot}. {JournalCheck.WhatToDo}"
                        )
                    );
            }
        }
        finally
        {
            appending.Exit();
        }
        if (check.OwnFault() is { } stale)
            return Refuse(stale);
        journals?.TryConfirm();
        closedBecause = journals?.Fault();
        if (closedBecause is null)
            CheckAgain();
        return closedBecause is null;
    }

    private bool Refuse(string stale)
    {
        closedBecause = stale;
        StopServing(new StaleDatabaseException(stale), own: true);
        return false;
    }
}
