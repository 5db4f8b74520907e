using System.Globalization;
using System.Text;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>The journal of one log: a text file that is only ever added to.</summary>
internal sealed class JournalFile(string directory, int slot)
{
    private const string Beginning = "preference-center journal 1 of log ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const string Prefix = "reductions-",
        Suffix = ".journal";

    public int Slot => slot;
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{slot}{Suffix}");
    public string Path => System.IO.Path.Combine(directory, Name);

    /// <summary>The first line, with its end.</summary>
    public string Header => string.Create(CultureInfo.InvariantCulture, $"{Beginning}{slot}\n");

    /// <summary>The journals that lie there, by the number of their log.</summary>
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

    /// <summary>Every whole line with its number; a torn one at the end is none.</summary>
    /// <exception cref="InvalidDataException">A line that others follow is damaged, or of a later version.</exception>
    public IEnumerable<(long Number, JournalLine Line)> ReadAll()
    {
        using var stream = OpenForReading();
        // Made, and stopped before its first line was.
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

    /// <summary>The end of the file, read from there: a long journal costs no more than a short one.</summary>
    public JournalTail ReadTail()
    {
        using var stream = OpenForReading();
        return ReadTail(stream);
    }

    public JournalTail ReadTail(Stream stream)
    {
        for (var most = 4096L; ; most *= 16)
            if (JournalTail.TryRead(this, stream, Math.Max(0, stream.Length - most)) is { } tail)
                return tail;
    }

    /// <summary>Gives it up without deleting it: under another name, where nothing looks for it.</summary>
    public string PutAside(DateTimeOffset now)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{Path}.lost-{now:yyyyMMdd'T'HHmmss'Z'}");
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
    /// Waits while another process has it: for as long as a few lines take. Whatever else is wrong stays wrong, and is
    /// told then.
    /// </summary>
    internal FileStream Open(FileStreamOptions options) => Open(Path, options);

    internal static FileStream Open(string path, FileStreamOptions options)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ; )
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (File.Exists(path) && TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                Thread.Sleep(5);
            }
    }

    /// <summary>Null where the text is no whole line.</summary>
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
            throw new InvalidDataException($"{Path} is no journal of log {slot} that this version can read.");
    }

    internal InvalidDataException Damaged(long number, string why) =>
        new(number > 0 ? $"{Path}, line {number}: {why}." : $"{Path}, a line near its end: {why}.");
}
