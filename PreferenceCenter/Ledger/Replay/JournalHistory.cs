using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Replay;

/// <summary>A journal compared with a database: how far both agree, and what only the journal holds.</summary>
/// <param name="Common">The last mark that the database's log confirms.</param>
/// <param name="Lines">Every line after that mark, with its number.</param>
internal sealed record JournalHistory(
    JournalFile File,
    MarkLine Common,
    IReadOnlyList<(long Number, JournalLine Line)> Lines
)
{
    public static JournalHistory Read(ReadSession session, JournalFile file)
    {
        var (log, marks) = (new LogReader(session, file.Slot), new List<(long Number, MarkLine Mark)>());
        foreach (var (number, line) in file.ReadAll())
            if (line is MarkLine mark)
                marks.Add((number, mark));
        var size = log.Head().Size;
        // Searched from the newest mark back: the first match is the last point of agreement, even if the log continued
        // differently. The same mark is repeated after unsubscribes of unknown ids and after a replay. What only the
        // journal holds begins after the first of these equal marks.
        var common = marks.FindLast(m => m.Mark.Size <= size && log.Proofs(m.Mark.Size).Root() == m.Mark.Root).Mark;
        var at = common is null ? 0 : marks.Find(m => (m.Mark.Size, m.Mark.Root) == (common.Size, common.Root)).Number;
        return new JournalHistory(
            file,
            common ?? new MarkLine(0, MerkleTree.EmptyRoot, DateTimeOffset.UnixEpoch),
            [.. file.ReadAll().Where(l => l.Number > at && l.Line is not MarkLine)]
        );
    }

    /// <summary>The acts of all journals, ordered by time.</summary>
    public static IReadOnlyList<JournalAct> Acts(IEnumerable<JournalHistory> histories) =>
        [
            .. histories
                .SelectMany(s => s.Lines.Select(l => (l.Line, Source: (File: s.File.Name, Line: l.Number))))
                .GroupBy(l =>
                    l.Line switch
                    {
                        ReducedLine reduced => (reduced.Person, reduced.At),
                        LeftLine left => (left.Person, left.At),
                        _ => throw new InvalidDataException(
                            Invariant($"{l.Source.File}, line {l.Source.Line}: it says what cannot be replayed.")
                        ),
                    }
                )
                .Select(act => new JournalAct(
                    act.Key.Person,
                    act.Key.At,
                    act.First().Source,
                    [.. act.Select(l => l.Line).OfType<ReducedLine>()],
                    [.. act.Select(l => l.Line).OfType<LeftLine>()]
                ))
                .OrderBy(act => act.At),
        ];
}
