using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Writes into a journal what the log holds and the journal does not: after a crash between the two, on the first start
/// beside people of before, or where another process has committed and not yet written.
/// </summary>
internal sealed class JournalBackfill(ReadSession session, JournalAppender journal, DateTimeOffset now)
{
    private const int PageSize = 20_000;
    private readonly LogReader log = new(session, journal.File.Slot);
    private Dictionary<Guid, Guid>? everybody;

    /// <summary>Whether the log had that size and that root, and so is the one that the journal saw.</summary>
    public bool Agrees(MarkLine mark, long size) =>
        mark.Size == 0 || (mark.Size <= size && log.Proofs(mark.Size).Root() == mark.Root);

    /// <summary>
    /// From that size of the log up to another; with a mark at each page, so that whoever is stopped goes on there.
    /// </summary>
    public void Run(long from, long to)
    {
        for (var end = from; from < to; from = end)
        {
            end = Math.Min(from + PageSize, to);
            AddPage(from, end, last: end == to);
            journal.Add(new MarkLine(end, log.Proofs(end).Root(), now));
            journal.Write();
        }
    }

    /// <summary>
    /// Whoever left unknown is in no log: those since the last mark are written again, with some hours for clocks that
    /// differ.
    /// </summary>
    public void AddUnclaimed(DateTimeOffset? since)
    {
        using var row = session[Sql.UnclaimedSince, since is { } at ? Instant.ToMicroseconds(at.AddHours(-3)) : 0]
            .ExecuteReader();
        while (row.Read())
            if (Sql.ReadGuid(row, 0) is var person && person != Guid.Empty)
                journal.Add(new LeftLine(person, row.GetInt64(1), Sql.ReadInstant(row, 2)));
    }

    private void AddPage(long from, long to, bool last)
    {
        var lasting = new List<LedgerEventRow>();
        using (var row = session[Sql.EventsFrom, journal.File.Slot, from, (int)(to - from)].ExecuteReader())
            while (row.Read())
                if (Sql.ReadEvent(row) is var e && JournalBatch.MustLast(e))
                    lasting.Add(e);
        if (lasting.Count == 0)
            return;
        // A short gap wants a few people, a long one everybody: they are read once.
        var people = everybody ?? People(last ? [.. lasting.Select(e => e.LedgerId)] : null);
        if (!last)
            everybody = people;
        foreach (var e in lasting)
            // Nobody has that ledger id any more: who was erased is kept away by other means.
            if (people.TryGetValue(e.LedgerId, out var person))
                journal.Add(JournalBatch.LineOf(e, person));
    }

    private Dictionary<Guid, Guid> People(HashSet<Guid>? wanted)
    {
        var people = new Dictionary<Guid, Guid>();
        using var row = session[Sql.LedgerIds].ExecuteReader();
        while (row.Read())
            if (Sql.ReadGuid(row, 0) is var ledgerId && wanted?.Contains(ledgerId) != false)
                people[ledgerId] = Sql.ReadGuid(row, 1);
        return people;
    }
}
