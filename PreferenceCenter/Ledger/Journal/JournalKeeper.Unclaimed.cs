using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

// Unsubscribes of unknown ids are in no log: which of them the journal holds, only its own lines tell.
internal sealed partial class JournalKeeper
{
    /// <summary>
    /// How far the clocks of nodes may be apart for an unsubscribe of an unknown id to be seen at once, and within a
    /// minute.
    /// </summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(10),
        ClocksFarApart = TimeSpan.FromHours(3);

    /// <summary>Those that are in the journal, of the last hours.</summary>
    private readonly Dictionary<(Guid Person, long Scope), DateTimeOffset> known = [];

    // Before the logs, whose marks say that all until then is in the journal.
    private void FillUnclaimed(IEnumerable<int> slots, bool anew)
    {
        var files = JournalFile.In(storage.JournalDirectory);
        var since = anew ? null : files.Max(file => file.ReadTail().Last?.At) - ClocksFarApart;
        var lines = Unclaimed(since ?? DateTimeOffset.UnixEpoch);
        if (lines.Count == 0)
            return;
        foreach (var line in files.SelectMany(file => Left(file, since)))
            known[(line.Person, line.Scope)] = line.At;
        AppendMissing(lines, slots);
    }

    private static IEnumerable<LeftLine> Left(JournalFile file, DateTimeOffset? since) =>
        since is { } from ? file.ReadLeft(from) : file.ReadAll().Select(l => l.Line).OfType<LeftLine>();

    private void FollowUnclaimed()
    {
        var now = clock.GetUtcNow();
        foreach (var old in known.Where(k => k.Value < now - ClocksFarApart).Select(k => k.Key).ToList())
            known.Remove(old);
        AppendMissing(
            Unclaimed(now - (clock.GetElapsedTime(checkedAt) >= CheckAgainAfter ? ClocksFarApart : ClocksApart)),
            lastSizes.Keys
        );
    }

    private List<LeftLine> Unclaimed(DateTimeOffset since)
    {
        var lines = new List<LeftLine>();
        using var session = database.Read();
        using var row = session[Sql.UnclaimedSince, Instant.ToMicroseconds(since)].ExecuteReader();
        while (row.Read())
            if (Sql.ReadGuid(row, 0) is var person && person != Guid.Empty)
                lines.Add(new LeftLine(person, row.GetInt64(1), Sql.ReadInstant(row, 2)));
        return lines;
    }

    private void AppendMissing(List<LeftLine> lines, IEnumerable<int> slots)
    {
        lines.RemoveAll(line => known.ContainsKey((line.Person, line.Scope)));
        if (lines.Count > 0)
            Append([new JournalBatch(slots.DefaultIfEmpty(0).Min(), 0, 0, default, lines)]);
    }
}
