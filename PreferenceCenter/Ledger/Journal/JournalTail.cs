using System.Text;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>The end of a journal.</summary>
internal sealed class JournalTail
{
    private readonly JournalFile file;
    private readonly byte[] bytes;
    private readonly IReadOnlyList<Range> since;

    private JournalTail(JournalFile file, long length, MarkLine? last, byte[] bytes, IReadOnlyList<Range> since) =>
        (this.file, Length, Last, this.bytes, this.since) = (file, length, last, bytes, since);

    /// <summary>Where the last complete line ends; zero if not even the first line is complete.</summary>
    public long Length { get; }

    /// <summary>The last mark.</summary>
    public MarkLine? Last { get; }

    /// <summary>
    /// Lines written after the first mark with the size and root of the last one. Read when they are asked for: whoever
    /// appends needs the mark alone, several times a second.
    /// </summary>
    public IReadOnlyList<JournalLine> Since =>
        [.. since.Select(line => Parse(file, bytes, line) ?? throw Damaged(file))];

    /// <summary>
    /// Reads the file from an offset. Null if the offset is too close to the end of the file to see where the lines
    /// after the last mark begin.
    /// </summary>
    /// <param name="all">Whether every line is looked at for damage; otherwise the marks and the last line.</param>
    public static JournalTail? TryRead(JournalFile file, Stream stream, long from, bool all)
    {
        var bytes = new byte[stream.Length - from];
        stream.Position = from;
        stream.ReadExactly(bytes);
        // The text up to the first line feed is the header or part of a line.
        var start = bytes.AsSpan().IndexOf((byte)'\n') + 1;
        if (start == 0)
            return from == 0 ? new JournalTail(file, 0, null, bytes, []) : null;
        if (from == 0)
            file.CheckHeader(Encoding.ASCII.GetString(bytes, 0, start - 1));

        var (last, since, length, begun) = (default(MarkLine), new List<Range>(), start, from == 0);
        foreach (var line in Lines(bytes, start))
        {
            var end = line.End.Value + 1;
            var read = all || end == bytes.Length || MarkLine.Begins(bytes.AsSpan(line));
            var parsed = read ? Parse(file, bytes, line) : null;
            if (read && parsed is null)
            {
                if (end == bytes.Length)
                    break;
                throw Damaged(file);
            }
            length = end;
            if (parsed is not MarkLine mark)
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
        return begun ? new JournalTail(file, from + length, last, bytes, since) : null;
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
        foreach (var line in WholeLines(file, bytes, start))
            if (line is LeftLine one)
                left.Add(one);
            else if (line is MarkLine mark)
                begun |= mark.At < since;
        return begun ? left : null;
    }

    private static IEnumerable<JournalLine> WholeLines(JournalFile file, byte[] bytes, int start)
    {
        foreach (var line in Lines(bytes, start))
            if (Parse(file, bytes, line) is { } parsed)
                yield return parsed;
            else if (line.End.Value + 1 == bytes.Length)
                yield break;
            else
                throw Damaged(file);
    }

    private static IEnumerable<Range> Lines(byte[] bytes, int start)
    {
        for (int length; (length = bytes.AsSpan(start).IndexOf((byte)'\n')) >= 0; start += length + 1)
            yield return start..(start + length);
    }

    private static JournalLine? Parse(JournalFile file, byte[] bytes, Range line) =>
        file.Parse(Encoding.ASCII.GetString(bytes.AsSpan(line)), 0);

    private static Exception Damaged(JournalFile file) => file.Damaged(0, "it is not what was written");
}
