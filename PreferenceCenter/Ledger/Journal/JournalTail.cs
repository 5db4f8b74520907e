using System.Text;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>The end of a journal.</summary>
/// <param name="Length">Where its whole lines end; zero where not even the first is there.</param>
/// <param name="Since">What was written since the log had the size and the root of the last mark.</param>
internal sealed record JournalTail(long Length, MarkLine? Last, IReadOnlyList<JournalLine> Since)
{
    /// <summary>Reads from there on; null where that is too little to see where the log's last size begins.</summary>
    public static JournalTail? TryRead(JournalFile file, Stream stream, long from)
    {
        var bytes = new byte[stream.Length - from];
        stream.Position = from;
        stream.ReadExactly(bytes);
        // Up to the first line feed stands the header, or a part of a line.
        var start = bytes.AsSpan().IndexOf((byte)'\n') + 1;
        if (start == 0)
            return from == 0 ? new JournalTail(0, null, []) : null;
        if (from == 0)
            file.CheckHeader(Encoding.ASCII.GetString(bytes, 0, start - 1));

        var (last, since, length, begun) = (default(MarkLine), new List<JournalLine>(), start, from == 0);
        foreach (var (line, end) in WholeLines(file, bytes, start))
        {
            length = end;
            if (line is not MarkLine mark)
            {
                since.Add(line);
                continue;
            }
            if (last is not null && (mark.Size, mark.Root) != (last.Size, last.Root))
            {
                since.Clear();
                begun = true;
            }
            last = mark;
        }
        return begun ? new JournalTail(from + length, last, since) : null;
    }

    private static IEnumerable<(JournalLine Line, int End)> WholeLines(JournalFile file, byte[] bytes, int start)
    {
        for (int length; (length = bytes.AsSpan(start).IndexOf((byte)'\n')) >= 0; )
        {
            var (text, end) = (Encoding.ASCII.GetString(bytes, start, length), start + length + 1);
            if (file.Parse(text, 0) is { } line)
                yield return (line, end);
            else if (end == bytes.Length)
                yield break;
            else
                throw file.Damaged(0, "it is not what was written");
            start = end;
        }
    }
}
