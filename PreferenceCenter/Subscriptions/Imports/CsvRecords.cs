using System.Text.RegularExpressions;
using PreferenceCenter.Faults;
using Sylvan.Data.Csv;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Reads the records of a CSV file (RFC 4180), each with its first line number. Of a broken record, the fault and the
/// cells that it seems to have are given; reading continues after it.
/// </summary>
internal sealed partial class CsvRecords : IDisposable
{
    /// <summary>Maximum length of a record in characters. A longer one is not a row of an address list.</summary>
    public const int Longest = 1 << 16;

    // The first line decides. A line "sep=;", by which Excel is told, stands before it.
    private const string Delimiters = ",;\t";

    private readonly RewindableText text;
    private readonly LooseRecord skipped = new();

    // Shared by all readers: each broken record needs a new one.
    private readonly char[] buffer = new char[Longest];
    private char delimiter;
    private CsvDataReader? reader;
    private long begins;
    private long ends;
    private long nextLine = 1;

    private string[]? seemingCells;

    public CsvRecords(Func<TextReader> open) => text = new RewindableText(open);

    /// <summary>The first line of the record, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The error in the CSV record; null if it is valid.</summary>
    public Fault? Broken { get; private set; }

    private FaultPlace Place => new("", Line);

    public int Count => seemingCells?.Length ?? reader!.RowFieldCount;

    /// <summary>The cell; empty where the record has none.</summary>
    public string this[int column] => column >= Count ? "" : seemingCells?[column] ?? reader!.GetString(column);

    /// <summary>The text of a record that is not broken.</summary>
    public ReadOnlySpan<char> Raw => reader!.GetRawRecordSpan();

    /// <summary>
    /// Reads the next record, valid or broken; false at the end of the file. Empty lines are skipped.
    /// </summary>
    public bool Read()
    {
        do
        {
            (Line, Broken, seemingCells, begins) = (nextLine, null, null, ends);
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
                FindDelimiter();
            reader ??= CsvDataReader.Create(text, buffer, Options());
            if (!reader.Read())
                return false;
            var raw = reader.GetRawRecordSpan();
            (ends, nextLine) = (ends + raw.Length, nextLine + CountLines(raw));
        }
        catch (CsvRecordTooLargeException)
        {
            Broken = new(Place, FaultCode.RecordTooLong, Longest);
            Skip(wholeRecord: true);
        }
        catch (CsvFormatException)
        {
            Broken = new(Place, FaultCode.QuoteStray);
            Skip(wholeRecord: false);
        }
        return true;
    }

    // RFC 4180 has no comments, and an address may begin with #. Half a surrogate pair never begins a line of UTF-8, so
    // it serves as a comment character that cannot occur.
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

    private void FindDelimiter()
    {
        var (counts, quoted, line) = (new int[Delimiters.Length], false, new System.Text.StringBuilder());
        while (line.Length < Longest && text.Read() is >= 0 and var c && (quoted || c is not ('\r' or '\n')))
        {
            line.Append((char)c);
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && Delimiters.IndexOf((char)c, StringComparison.Ordinal) is >= 0 and var found)
                counts[found]++;
        }
        text.Rewind(0);
        delimiter = Delimiters[Array.IndexOf(counts, counts.Max())];
        if (SeparatorLine().Match(line.ToString()) is not { Success: true } told)
            return;
        delimiter = told.Groups[1].ValueSpan[0];
        begins = ends = SkipLine().Length;
        Line = nextLine = 2;
    }

    [GeneratedRegex("^\"?sep=(.)\"?[,;\t]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SeparatorLine();

    private void Skip(bool wholeRecord)
    {
        reader = null;
        text.Rewind(begins);
        var (length, lines, closed) = wholeRecord ? SkipRecord() : SkipLine();
        if (!closed)
        {
            // An unclosed quote would consume the rest of the file: skip only its line.
            Broken = new(Place, FaultCode.QuoteUnclosed);
            text.Rewind(begins);
            (length, lines, _) = SkipLine();
        }
        seemingCells = skipped.Split(delimiter);
        (ends, nextLine) = (begins + length, nextLine + lines);
    }

    private int Next()
    {
        var c = text.Read();
        if (c >= 0)
            skipped.Append((char)c);
        return c;
    }

    private (long Length, long Lines, bool Closed) SkipLine()
    {
        skipped.Clear();
        for (long length = 1; ; length++)
            switch (Next())
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
        skipped.Clear();
        var (quoted, fieldBegins) = (false, true);
        for (long length = 1, lines = 0; ; length++)
        {
            var c = Next();
            if (c < 0)
                return (length - 1, lines + 1, !quoted);
            var breaks = c == '\n' || (c == '\r' && text.Peek() != '\n');
            if (breaks)
                lines++;
            if (breaks && !quoted)
                return (length, lines, true);
            if (c == '"' && quoted)
            {
                quoted = false;
                // A closing quote is followed by the end of the field, or by a second quote (an escaped quote).
                // Anything else means that the quote opens a field of another row.
                if (text.Peek() is '"')
                    (quoted, length) = (Next() == '"', length + 1);
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
