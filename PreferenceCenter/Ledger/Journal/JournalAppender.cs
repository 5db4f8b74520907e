using System.Text;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Opens a journal for appending. The file is held exclusively; other processes that want to append wait.
/// </summary>
internal sealed class JournalAppender : IDisposable
{
    private readonly FileStream stream;
    private readonly IDisposable held;
    private readonly StringBuilder adding = new();
    private long written;

    private JournalAppender(IDisposable held, FileStream stream, JournalFile file, JournalTail tail)
    {
        (this.held, this.stream, File, Tail, written) = (held, stream, file, tail, tail.Length);
        if (IsNew)
            adding.Append(file.Header);
    }

    public JournalFile File { get; }
    public JournalTail Tail { get; }

    /// <summary>Whether the journal had no complete line when it was opened.</summary>
    public bool IsNew => Tail.Length == 0;

    /// <summary>Whether lines were added that are not written yet.</summary>
    public bool HasMore { get; private set; }

    public static JournalAppender Open(JournalFile file)
    {
        KeyFile.MakeDirectory(Path.GetDirectoryName(file.Path)!);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = KeyFile.OwnerOnly;
        var held = JournalLock.Take(file.Path);
        FileStream? stream = null;
        try
        {
            stream = file.Open(options);
            return new JournalAppender(held, stream, file, file.ReadTail(stream));
        }
        catch
        {
            stream?.Dispose();
            held.Dispose();
            throw;
        }
    }

    public void Add(JournalLine line)
    {
        adding.Append(line).Append('\n');
        HasMore = true;
    }

    /// <summary>
    /// Writes the added lines; they are on disk when the method returns. An incomplete last line, left by a killed
    /// writer, is cut off first.
    /// </summary>
    public void Write()
    {
        if (!HasMore)
            return;
        if (stream.Length > written)
            stream.SetLength(written);
        stream.Position = written;
        stream.Write(Encoding.ASCII.GetBytes(adding.ToString()));
        stream.Flush(flushToDisk: true);
        written = stream.Position;
        adding.Clear();
        HasMore = false;
    }

    public void Dispose()
    {
        stream.Dispose();
        held.Dispose();
    }
}
