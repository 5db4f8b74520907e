using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

// Appends to the journal of one log and checks that both belong together.
internal sealed partial class JournalKeeper
{
    private void Append(int slot, IReadOnlyList<JournalBatch> batches)
    {
        using var journal = JournalAppender.Open(new JournalFile(storage.JournalDirectory, slot));
        var now = clock.GetUtcNow();
        var mark = Last(journal, now);
        if (
            batches.FirstOrDefault(b => b.IsLogged) is { } first
            && first.From != mark.Size
            && !Continues(batches, mark)
        )
            Compare(slot, journal, mark);
        // Lines that another process has already filled in are skipped. Unsubscribes of unknown ids are in no log and
        // are always written.
        foreach (var batch in batches.Where(b => !b.IsLogged || b.Size > mark.Size))
        {
            if (batch.From > mark.Size)
                Fill(journal, mark.Size, batch.From, now);
            // A mark is written before the unsubscribes of unknown ids, so that they count as written after it.
            if (!batch.IsLogged)
                journal.Add(mark);
            else
                mark = new MarkLine(batch.Size, batch.Root, now);
            foreach (var line in batch.Lines)
                journal.Add(line);
        }
        // The mark is also written if the group reduced nothing: a database without these events is older than its
        // journal.
        if (journal.HasMore || mark.Size > (journal.Tail.Last?.Size ?? 0))
            journal.Add(mark with { At = now });
        journal.Write();
        written[slot] = mark.Size;
        foreach (var left in batches.SelectMany(b => b.Lines).OfType<LeftLine>())
            known[(left.Person, left.Scope)] = left.At;
    }

    // Another process has filled in a part of these batches, of the same log. That is known without the database, which
    // may be away, or another one by now.
    private static bool Continues(IReadOnlyList<JournalBatch> batches, MarkLine mark) =>
        batches.Any(b => b.Size == mark.Size && b.Root == mark.Root);

    // Where the database was replaced, lines that wait may be all there is of what this node acknowledged. Without a mark
    // they count as what only the journal holds.
    private void Rescue(int slot, IEnumerable<JournalBatch> batches)
    {
        using var journal = JournalAppender.Open(new JournalFile(storage.JournalDirectory, slot));
        var size = journal.Tail.Last?.Size ?? 0;
        foreach (var line in batches.Where(b => !b.IsLogged || b.Size > size).SelectMany(b => b.Lines))
            journal.Add(line);
        journal.Write();
    }

    private static MarkLine Last(JournalAppender journal, DateTimeOffset now) =>
        journal.Tail.Last ?? new MarkLine(0, MerkleTree.EmptyRoot, now);

    private void Fill(JournalAppender journal, long from, long to, DateTimeOffset now)
    {
        using var session = database.ReadThrough();
        using var snapshot = session.Snapshot();
        if (new LogReader(session, journal.File.Slot).Head().Size is var size && size < to)
            throw new StaleDatabaseException(
                Invariant(
                    $"The database is older than its journal: log {journal.File.Slot} has {size} events, and this node committed {to}. {JournalCheck.WhatToDo}"
                )
            );
        new JournalBackfill(session, journal, now).Run(from, to);
    }

    // The batches do not continue where the journal ends. Either another process has filled it in, or the log is a
    // different one.
    private void Compare(int slot, JournalAppender journal, MarkLine mark)
    {
        using var session = database.ReadThrough();
        using var snapshot = session.Snapshot();
        ThrowIfStale(
            new JournalBackfill(session, journal, mark.At),
            mark,
            new LogReader(session, slot).Head().Size,
            slot
        );
    }

    private static void ThrowIfStale(JournalBackfill backfill, MarkLine mark, long size, int slot)
    {
        if (!backfill.Agrees(mark, size))
            throw new StaleDatabaseException(
                Invariant(
                    $"The database is older than its journal: log {slot} has {size} events and is not the one that the journal saw at {mark.Size}. {JournalCheck.WhatToDo}"
                )
            );
    }

    /// <summary>
    /// Continues the journal after the last mark on which journal and log agree. From there on the log differs from the
    /// journal.
    /// </summary>
    public void ContinueFrom(int slot, MarkLine common) => CatchUp(slot, common, long.MaxValue);

    private void CatchUp(int slot, MarkLine? agreed, long upTo)
    {
        var now = clock.GetUtcNow();
        using var journal = JournalAppender.Open(new JournalFile(storage.JournalDirectory, slot));
        using var session = database.ReadThrough();
        using var snapshot = session.Snapshot();
        var backfill = new JournalBackfill(session, journal, now);
        var (start, head) = (agreed ?? Last(journal, now), new LogReader(session, slot).Head());
        ThrowIfStale(backfill, start, head.Size, slot);
        if (upTo < long.MaxValue)
        {
            var end = Math.Max(start.Size, Math.Min(upTo, head.Size));
            backfill.Run(start.Size, end);
            written[slot] = end;
            erased |= backfill.Erased;
            return;
        }
        if (agreed is not null)
            journal.Add(agreed with { At = now });
        if (start.Size == 0 && head.Size > 0)
            LogBegun(slot, head.Size);
        backfill.Run(start.Size, head.Size);
        if (journal.HasMore)
            journal.Add(new MarkLine(head.Size, head.Root, now));
        journal.Write();
        (written[slot], lastSizes[slot]) = (head.Size, head.Size);
    }
}
