using System.Text;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>The end of a journal.</summary>
/// <param name="Length">Where the last complete line ends; zero if not even the first line is complete.</param>
/// <param name="Last">The last mark.</param>
/// <param name="Since">Lines written after the first mark with the size and root of the last one.</param>
internal sealed record JournalTail(long Length, MarkLine? Last, IReadOnlyList<JournalLine> Since)
{
    /// <summary>
    /// Reads the file from an offset. Null if the offset is too close to the end of the file to see where the lines
    /// after the last mark begin.
    /// </summary>
    public static JournalTail? TryRead(JournalFile file, Stream stream, long from)
    {
        var bytes = new byte[stream.Length - from];
        stream.Position = from;
        stream.ReadExactly(bytes);
        // The text up to the first line feed is the header or part of a line.
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

    /// <summary>
    /// Reads the unsubscribes of unknown ids from an offset. Null if it is too close to the end of the file for what was
    /// written since that time.
    /// </summary>
    public static IReadOnlyList<LeftLine>? TryReadLeft(JournalFile file, Stream stream, long from, DateTimeOffset since)
    {
        var bytes = new byte[stream.Length - from];
        stream.Position = from;
        stream.ReadExactly(bytes);
        var start = bytes.AsSpan().IndexOf((byte)'\n') + 1;
        if (start == 0)
            return from == 0 ? [] : null;
        var (left, begun) = (new List<LeftLine>(), from == 0);
        foreach (var (line, _) in WholeLines(file, bytes, start))
            if (line is LeftLine one)
                left.Add(one);
            else if (line is MarkLine mark)
                begun |= mark.At < since;
        return begun ? left : null;
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
