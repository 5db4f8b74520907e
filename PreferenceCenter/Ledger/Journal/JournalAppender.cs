using System.Text;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>A journal in one process's hands: others that want to add to it wait.</summary>
internal sealed class JournalAppender : IDisposable
{
    private readonly FileStream stream;
    private readonly StringBuilder adding = new();
    private long written;

    private JournalAppender(FileStream stream, JournalFile file, JournalTail tail)
    {
        (this.stream, File, Tail, written) = (stream, file, tail, tail.Length);
        if (IsNew)
            adding.Append(file.Header);
    }

    public JournalFile File { get; }
    public JournalTail Tail { get; }

    /// <summary>Whether nothing was ever written here.</summary>
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
        return Over(file.Open(options), file);
    }

    private static JournalAppender Over(FileStream stream, JournalFile file)
    {
        try
        {
            return new JournalAppender(stream, file, file.ReadTail(stream));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Add(JournalLine line)
    {
        adding.Append(line).Append('\n');
        HasMore = true;
    }

    /// <summary>On disk when it returns. A torn line that a killed writer left is cut off first.</summary>
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

    public void Dispose() => stream.Dispose();
}
