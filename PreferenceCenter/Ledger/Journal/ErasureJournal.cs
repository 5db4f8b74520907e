using System.Text;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Journal of erasures: subscriber ids and keyed hashes of erased subscribers. It is a file beside the journals of
/// reductions and is written before the database commits an erasure. After a restore from an older backup it tells the
/// database who was erased. If an erased subscriber signs up again, a line records that too.
/// </summary>
internal sealed class ErasureJournal(StorageSettings storage)
{
    public const string Name = "erasures.journal";
    private const string Header = "preference-center erasures 1\n";

    private string Path => System.IO.Path.Combine(storage.JournalDirectory, Name);

    /// <summary>Appends the erasures of a write set; they are on disk when the method returns.</summary>
    /// <exception cref="IOException">The journal cannot be written. The erasure must then not be committed: the next
    /// restore would bring the subscriber back.</exception>
    public void Write(WriteSet set)
    {
        var text = new StringBuilder();
        foreach (var person in set.Erased)
            text.Append(ErasedLine.Of(person)).Append('\n');
        foreach (var hash in set.LiftedSuppressions)
            text.Append(new ReturnedLine(Convert.ToHexStringLower(hash))).Append('\n');
        Append(text.ToString());
    }

    private void Append(string lines)
    {
        KeyFile.MakeDirectory(storage.JournalDirectory);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = KeyFile.OwnerOnly;
        using var stream = JournalFile.Open(Path, options);
        var whole = WholeLength(stream);
        // A killed writer can leave an incomplete last line. It is cut off: its erasure was not committed.
        if (stream.Length > whole)
            stream.SetLength(whole);
        stream.Position = whole;
        stream.Write(Encoding.ASCII.GetBytes(whole == 0 ? Header + lines : lines));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>All lines, oldest first. An incomplete last line, left by a killed writer, is ignored.</summary>
    /// <exception cref="InvalidDataException">A line is damaged or of a later version. It must not be skipped: that
    /// would bring an erased subscriber back.</exception>
    public IReadOnlyList<JournalLine> Read()
    {
        if (!File.Exists(Path))
            return [];
        using var stream = JournalFile.Open(
            Path,
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read,
            }
        );
        var bytes = new byte[WholeLength(stream)];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        var text = Encoding.ASCII.GetString(bytes);
        if (text.Length == 0)
            return [];
        if (!text.StartsWith(Header, StringComparison.Ordinal))
            throw new InvalidDataException($"{Path} is no journal of erasures that this version can read.");
        string[] lines = [.. text[Header.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        return
        [
            .. lines.Select(
                (line, i) =>
                    JournalLine.Parse(line)
                    ?? throw new InvalidDataException(Invariant($"{Path}, line {i + 2}: it is not what was written."))
            ),
        ];
    }

    private static long WholeLength(FileStream stream)
    {
        for (var end = stream.Length; end > 0; end--)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n')
                return end;
        }
        return 0;
    }
}
