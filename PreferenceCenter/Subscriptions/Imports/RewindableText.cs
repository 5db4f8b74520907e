namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// A text reader that can go back: after a broken record, reading continues at its next line. To go further back than
/// its buffer, it opens the source again.
/// </summary>
internal sealed class RewindableText(Func<TextReader> open) : TextReader
{
    private readonly char[] window = new char[1 << 18];
    private readonly char[] one = new char[1];
    private TextReader source = open();

    /// <summary>Number of characters taken from the source, and of those handed out.</summary>
    private long taken;
    private long position;

    // A line break of two characters is handed out whole: the CSV parser would take the second for an empty line.
    public override int Read(char[] buffer, int index, int count)
    {
        var read = ReadSome(buffer, index, count);
        return read > 0 && read < count && buffer[index + read - 1] == '\r'
            ? read + ReadSome(buffer, index + read, 1)
            : read;
    }

    private int ReadSome(char[] buffer, int index, int count)
    {
        if (position < taken)
        {
            var at = (int)(position % window.Length);
            var again = (int)Math.Min(Math.Min(count, taken - position), window.Length - at);
            Array.Copy(window, at, buffer, index, again);
            position += again;
            return again;
        }
        var read = source.Read(buffer, index, count);
        for (var i = 0; i < read; )
        {
            var at = (int)(taken % window.Length);
            var length = Math.Min(read - i, window.Length - at);
            Array.Copy(buffer, index + i, window, at, length);
            (i, taken) = (i + length, taken + length);
        }
        position = taken;
        return read;
    }

    public override int Read() => Read(one, 0, 1) == 0 ? -1 : one[0];

    public override int Peek()
    {
        var next = Read();
        if (next >= 0)
            position--;
        return next;
    }

    /// <summary>Continues reading at this character of the text.</summary>
    public void Rewind(long to)
    {
        if (to < taken - window.Length)
        {
            source.Dispose();
            (source, taken, position) = (open(), 0, 0);
            var rest = new char[8192];
            while (taken < to && Read(rest, 0, (int)Math.Min(rest.Length, to - taken)) > 0) { }
        }
        position = to;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
