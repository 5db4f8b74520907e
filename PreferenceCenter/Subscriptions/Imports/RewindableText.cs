namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// A text that can be read again from a little before where it is read now: after a broken record reading goes on at
/// its next line. Further back the source is opened anew.
/// </summary>
internal sealed class RewindableText(Func<TextReader> open) : TextReader
{
    private readonly char[] window = new char[1 << 18];
    private readonly char[] one = new char[1];
    private TextReader source = open();

    /// <summary>How much was taken from the source, and how much of that was handed out.</summary>
    private long taken;
    private long position;

    public override int Read(char[] buffer, int index, int count)
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

    /// <summary>Reads on from that character of the text.</summary>
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
