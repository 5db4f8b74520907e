using System.Globalization;
using System.Text;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>The journal of one log: an append-only text file.</summary>
internal sealed class JournalFile(string directory, int slot)
{
    private const string HeaderStart = "preference-center journal 1 of log ";
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(10);
    private const string Prefix = "reductions-",
        Suffix = ".journal",
        Aside = ".lost-";

    public int Slot => slot;
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{slot}{Suffix}");
    public string Path => System.IO.Path.Combine(directory, Name);

    /// <summary>The first line, with its line feed.</summary>
    public string Header => string.Create(CultureInfo.InvariantCulture, $"{HeaderStart}{slot}\n");

    /// <summary>Every journal of reductions in a directory, also those that were put aside.</summary>
    public static IReadOnlyList<string> PathsIn(string directory) =>
        !Directory.Exists(directory)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(directory, Prefix + "*" + Suffix + "*")
                    .Where(path =>
                        path.EndsWith(Suffix, StringComparison.Ordinal)
                        || path.Contains(Suffix + Aside, StringComparison.Ordinal)
                    )
                    .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)),
            ];

    /// <summary>The journals in a directory, ordered by the number of their log.</summary>
    public static IReadOnlyList<JournalFile> In(string directory) =>
        !Directory.Exists(directory)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(directory, Prefix + "*" + Suffix)
                    .Select(path => System.IO.Path.GetFileName(path)[Prefix.Length..^Suffix.Length])
                    .Where(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    .Select(number => new JournalFile(directory, int.Parse(number, CultureInfo.InvariantCulture)))
                    .OrderBy(file => file.Slot),
            ];

    /// <summary>All complete lines with their numbers. An incomplete last line is ignored.</summary>
    /// <exception cref="InvalidDataException">A line before the last one is damaged, or a line is of a later
    /// version.</exception>
    public IEnumerable<(long Number, JournalLine Line)> ReadAll()
    {
        using var stream = OpenForReading();
        // The file was created, but the process ended before it wrote the first line.
        if (ReadTail(stream).Length == 0)
            yield break;
        stream.Position = 0;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        CheckHeader(reader.ReadLine());
        var (number, torn) = (1L, false);
        while (reader.ReadLine() is { } text)
        {
            number++;
            if (torn)
                throw Damaged(number - 1, "it is not what was written");
            if (Parse(text, number) is { } line)
                yield return (number, line);
            else
                torn = true;
        }
    }

    /// <summary>Reads only the end of the file, so that the cost does not grow with the journal.</summary>
    public JournalTail ReadTail()
    {
        using var stream = OpenForReading();
        return ReadTail(stream, all: true);
    }

    public JournalTail ReadTail(Stream stream, bool all = false)
    {
        for (var most = 4096L; ; most *= 16)
            if (JournalTail.TryRead(this, stream, Math.Max(0, stream.Length - most), all) is { } tail)
                return tail;
    }

    /// <summary>Unsubscribes of unknown ids that were written since a time. Some from before may be among them.</summary>
    public IReadOnlyList<LeftLine> ReadLeft(DateTimeOffset since)
    {
        using var stream = OpenForReading();
        for (var most = 65_536L; ; most *= 4)
            if (JournalTail.TryReadLeft(this, stream, Math.Max(0, stream.Length - most), since) is { } left)
                return left;
    }

    /// <summary>Renames the journal so that it is no longer found, without deleting it.</summary>
    public string PutAside(DateTimeOffset now)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{Path}{Aside}{now:yyyyMMdd'T'HHmmss'Z'}");
        File.Move(Path, aside);
        return aside;
    }

    private FileStream OpenForReading() =>
        Open(
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read,
            }
        );

    /// <summary>
    /// Opens the file and waits while another process holds it, for at most ten seconds: appending a few lines takes
    /// less. Another I/O error is thrown after that time.
    /// </summary>
    internal FileStream Open(FileStreamOptions options) => Open(Path, options);

    internal static FileStream Open(string path, FileStreamOptions options)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ; )
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (File.Exists(path) && TimeProvider.System.GetElapsedTime(start) < OpenTimeout)
            {
                Thread.Sleep(5);
            }
    }

    /// <summary>Parses a line; null if the text is not a complete line.</summary>
    internal JournalLine? Parse(string text, long number)
    {
        try
        {
            return JournalLine.Parse(text);
        }
        catch (InvalidDataException reason)
        {
            throw Damaged(number, reason.Message);
        }
    }

    internal void CheckHeader(string? line)
    {
        if (line + "\n" != Header)
            throw new InvalidDataException(
                Invariant($"{Path} is no journal of log {slot} that this version can read.")
            );
    }

    internal InvalidDataException Damaged(long number, string why) =>
        new(number > 0 ? Invariant($"{Path}, line {number}: {why}.") : $"{Path}, a line near its end: {why}.");
}
