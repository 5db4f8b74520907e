using Sylvan.Data.Csv;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// The records of a CSV file (RFC 4180), each with the line it begins on. A broken one is reported and skipped: the
/// rest of the file is read.
/// </summary>
internal sealed class CsvRecords : IDisposable
{
    /// <summary>Characters of a record. What is longer is no row of a list of people.</summary>
    public const int Longest = 1 << 16;

    private readonly RewindableText text;
    private readonly string delimiters;

    // One for all readers: a file of broken records makes one after another.
    private readonly char[] buffer = new char[Longest];
    private char delimiter;
    private CsvDataReader? reader;
    private long begins;
    private long ends;
    private long nextLine = 1;

    /// <param name="delimiters">What may part fields; the first line decides.</param>
    public CsvRecords(Func<TextReader> open, string delimiters = ",") =>
        (text, this.delimiters) = (new RewindableText(open), delimiters);

    /// <summary>The line the record begins on, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>What is wrong with the record as CSV; null where it can be read.</summary>
    public string? Broken { get; private set; }

    public int Count => reader!.RowFieldCount;

    public string this[int column] => reader!.GetString(column);

    public ReadOnlySpan<char> Raw => reader!.GetRawRecordSpan();

    /// <summary>Goes to the next record, sound or broken; false at the end. Empty lines are none.</summary>
    public bool Read()
    {
        do
        {
            (Line, Broken, begins) = (nextLine, null, ends);
            if (!ReadOne())
                return false;
        } while (Broken is null && Raw.Trim("\r\n").IsEmpty);
        return true;
    }

    private bool ReadOne()
    {
        try
        {
            if (delimiter == 0)
                delimiter = FindDelimiter();
            reader ??= CsvDataReader.Create(text, buffer, Options());
            if (!reader.Read())
                return false;
            var raw = reader.GetRawRecordSpan();
            (ends, nextLine) = (ends + raw.Length, nextLine + CountLines(raw));
        }
        catch (CsvRecordTooLargeException)
        {
            Broken = $"the record is longer than {Longest} characters";
            Skip(wholeRecord: true);
        }
        catch (CsvFormatException)
        {
            Broken = "a field goes on after its closing quote, or a quote is never closed; the line was skipped";
            Skip(wholeRecord: false);
        }
        return true;
    }

    // Comments are no part of RFC 4180, and an address may begin with #: half of a pair is what no line of UTF-8 begins
    // with.
    private CsvDataReaderOptions Options() =>
        new()
        {
            HasHeaders = false,
            Delimiter = delimiter,
            Comment = '\uDC00',
            BufferSize = Longest,
            MaxBufferSize = Longest,
            OwnsReader = false,
        };

    private char FindDelimiter()
    {
        if (delimiters.Length == 1)
            return delimiters[0];
        var (counts, quoted) = (new int[delimiters.Length], false);
        for (
            var read = 0;
            read < Longest && text.Read() is >= 0 and var c && (quoted || c is not ('\r' or '\n'));
            read++
        )
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && delimiters.IndexOf((char)c, StringComparison.Ordinal) is >= 0 and var found)
                counts[found]++;
        }
        text.Rewind(0);
        return delimiters[Array.IndexOf(counts, counts.Max())];
    }

    private void Skip(bool wholeRecord)
    {
        reader = null;
        text.Rewind(begins);
        var (length, lines, closed) = wholeRecord ? SkipRecord() : SkipLine();
        if (!closed)
        {
            // The quote that was never closed would swallow all that follows: only its line is given up.
            Broken = "a quote is never closed; the line was skipped";
            text.Rewind(begins);
            (length, lines, _) = SkipLine();
        }
        (ends, nextLine) = (begins + length, nextLine + lines);
    }

    private (long Length, long Lines, bool Closed) SkipLine()
    {
        for (long length = 1; ; length++)
            switch (text.Read())
            {
                case -1:
                    return (length - 1, 1, true);
                case '\n':
                    return (length, 1, true);
                case '\r' when text.Peek() != '\n':
                    return (length, 1, true);
            }
    }

    private (long Length, long Lines, bool Closed) SkipRecord()
    {
        var (quoted, fieldBegins) = (false, true);
        for (long length = 1, lines = 0; ; length++)
        {
            var c = text.Read();
            if (c < 0)
                return (length - 1, lines + 1, !quoted);
            var breaks = c == '\n' || c == '\r' && text.Peek() != '\n';
            if (breaks)
                lines++;
            if (breaks && !quoted)
                return (length, lines, true);
            if (c == '"' && quoted)
            {
                quoted = false;
                // What closes a field is followed by its end, or by a second quote that opens it again. Anything else
                // is another row's first quote.
                if (text.Peek() is '"')
                    (quoted, length) = (text.Read() == '"', length + 1);
                else if (text.Peek() is not (-1 or '\r' or '\n') and var next && next != delimiter)
                    return (length, lines, false);
                fieldBegins = false;
            }
            else if (c == '"' && fieldBegins)
                quoted = true;
            else if (!quoted)
                fieldBegins = c == delimiter;
        }
    }

    private static long CountLines(ReadOnlySpan<char> raw)
    {
        long lines = raw.Count('\n');
        for (var i = raw.IndexOf('\r'); i >= 0; )
        {
            if (i + 1 >= raw.Length || raw[i + 1] != '\n')
                lines++;
            var next = raw[(i + 1)..].IndexOf('\r');
            i = next < 0 ? -1 : i + 1 + next;
        }
        return Math.Max(lines, 1);
    }

    public void Dispose() => text.Dispose();
}
