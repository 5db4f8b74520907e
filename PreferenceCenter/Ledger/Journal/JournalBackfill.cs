using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Copies into a journal what the log holds and the journal lacks. This happens after a crash between commit and
/// journal write, at the first start with existing subscribers, and when another process has committed but not yet
/// written its journal lines.
/// </summary>
internal sealed class JournalBackfill(ReadSession session, JournalAppender journal, DateTimeOffset now)
{
    private const int PageSize = 20_000;
    private readonly LogReader log = new(session, journal.File.Slot);
    private Dictionary<Guid, Guid>? allPublicIds;

    /// <summary>Whether somebody was erased in what was copied: the journal of erasures must name them too.</summary>
    public bool Erased { get; private set; }

    /// <summary>Whether the log had this size and this root, and so is the log that the journal describes.</summary>
    public bool Agrees(MarkLine mark, long size) =>
        mark.Size == 0 || (mark.Size <= size && log.Proofs(mark.Size).Root() == mark.Root);

    /// <summary>
    /// Copies a range of the log, from one size up to another. A mark is written after each page, so that an
    /// interrupted run continues there.
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

    private void AddPage(long from, long to, bool last)
    {
        var lasting = new List<LedgerEventRow>();
        using (
            var row = session[
                Sql.EventsFrom,
                ("@slot", journal.File.Slot),
                ("@position", from),
                ("@count", (int)(to - from))
            ]
                .ExecuteReader()
        )
            while (row.Read())
                if (Sql.ReadEvent(row) is var e)
                {
                    Erased |= e.Kind == EventKind.Erased;
                    if (JournalBatch.MustLast(e))
                        lasting.Add(e);
                }
        if (lasting.Count == 0)
            return;
        // A short gap concerns few subscribers, a long one all of them: in that case their ids are read once.
        var publicIds = allPublicIds ?? ReadPublicIds(last ? [.. lasting.Select(e => e.LedgerId)] : null);
        if (!last)
            allPublicIds = publicIds;
        foreach (var e in lasting)
            // No subscriber has this ledger id any more: the subscriber was erased, which the erasure journal covers.
            if (publicIds.TryGetValue(e.LedgerId, out var person))
                journal.Add(JournalBatch.LineOf(e, person));
    }

    private Dictionary<Guid, Guid> ReadPublicIds(HashSet<Guid>? wanted)
    {
        var publicIds = new Dictionary<Guid, Guid>();
        using var row = session[Sql.LedgerIds].ExecuteReader();
        while (row.Read())
            if (Sql.ReadGuid(row, 0) is var ledgerId && wanted?.Contains(ledgerId) != false)
                publicIds[ledgerId] = Sql.ReadGuid(row, 1);
        return publicIds;
    }
}
