using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

// One log and its journal: what is added, and whether they are still of one story.
internal sealed partial class JournalKeeper
{
    private void Append(int slot, IReadOnlyList<JournalBatch> batches)
    {
        using var journal = JournalAppender.Open(new JournalFile(storage.JournalDirectory, slot));
        var now = clock.GetUtcNow();
        var mark = Last(journal, now);
        if (batches.FirstOrDefault(b => b.IsLogged) is { } first && first.From != mark.Size)
            Compare(slot, journal, mark);
        // What another process has filled in stands there already; who left unknown is in no log, and is always
        // written.
        foreach (var batch in batches.Where(b => !b.IsLogged || b.Size > mark.Size))
        {
            if (batch.From > mark.Size)
                Fill(journal, mark.Size, batch.From, now);
            // A mark goes above who left unknown after it: these count as written since.
            if (!batch.IsLogged)
                journal.Add(mark);
            else
                mark = new MarkLine(batch.Size, batch.Root, now);
            foreach (var line in batch.Lines)
                journal.Add(line);
        }
        // Also where nobody had less: a database without these events is older than its journal.
        if (journal.HasMore || mark.Size > (journal.Tail.Last?.Size ?? 0))
            journal.Add(mark with { At = now });
        journal.Write();
    }

    private static MarkLine Last(JournalAppender journal, DateTimeOffset now) =>
        journal.Tail.Last ?? new MarkLine(0, MerkleTree.EmptyRoot, now);

    private void Fill(JournalAppender journal, long from, long to, DateTimeOffset now)
    {
        using var session = database.ReadThrough();
        using var moment = session.Snapshot();
        new JournalBackfill(session, journal, now).Run(from, to);
    }

    // What we have in hand does not go on from where the journal ends: another process filled it in, or this is another
    // log.
    private void Compare(int slot, JournalAppender journal, MarkLine mark)
    {
        using var session = database.ReadThrough();
        using var moment = session.Snapshot();
        ThrowIfStale(
            new JournalBackfill(session, journal, mark.At),
            mark,
            new LogReader(session, slot).Head().Size,
            slot
        );
    }

    private static void ThrowIfStale(JournalBackfill filling, MarkLine mark, long size, int slot)
    {
        if (!filling.Agrees(mark, size))
            throw new StaleDatabaseException(
                $"The database is older than its journal: log {slot} has {size} events and is not the one that the journal saw at {mark.Size}. {JournalCheck.WhatToDo}"
            );
    }

    /// <summary>From where the journal and the log last agreed on: the log goes another way from there.</summary>
    public void GoOnFrom(int slot, MarkLine common) => CatchUp(slot, common, long.MaxValue);

    private void CatchUp(int slot, MarkLine? agreed, long upTo)
    {
        var now = clock.GetUtcNow();
        using var journal = JournalAppender.Open(new JournalFile(storage.JournalDirectory, slot));
        using var session = database.ReadThrough();
        using var moment = session.Snapshot();
        var filling = new JournalBackfill(session, journal, now);
        var (start, head) = (agreed ?? Last(journal, now), new LogReader(session, slot).Head());
        seen[slot] = head.Size;
        ThrowIfStale(filling, start, head.Size, slot);
        if (upTo < long.MaxValue)
        {
            filling.Run(start.Size, Math.Max(start.Size, Math.Min(upTo, head.Size)));
            return;
        }
        if (agreed is not null)
            journal.Add(agreed with { At = now });
        if (journal.IsNew && head.Size > 0)
            LogBegun(slot, head.Size);
        filling.Run(start.Size, head.Size);
        filling.AddUnclaimed(agreed is not null ? agreed.At : journal.Tail.Last?.At);
        if (journal.HasMore)
            journal.Add(new MarkLine(head.Size, head.Root, now));
        journal.Write();
    }
}
