using System.Text;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Journal of erasures: keyed hashes of erased ids and addresses, sorted, without a time. It is a
/// file beside the journals of reductions and is written before the database commits an erasure. After a restore from
/// an older backup it tells the database who was erased. Each change writes the whole file anew, so that neither the
/// order of its lines nor their places say when somebody was erased, or which hashes are of one subscriber.
/// </summary>
internal sealed class ErasureJournal(StorageSettings storage, AddressHasher hashes)
{
    public const string Name = "erasures.journal";
    private const string Header = "preference-center erasures 2\n",
        FormerHeader = "preference-center erasures 1\n";

    private (DateTime WrittenAt, long Length, ErasedNames Names)? last;

    private string Path => System.IO.Path.Combine(storage.JournalDirectory, Name);

    /// <summary>
    /// Adds the erasures of a write set and the addresses it keeps away, and removes those that came back by their own
    /// confirmation; the file is on disk when the method returns.
    /// </summary>
    /// <exception cref="IOException">The journal cannot be written. The erasure must then not be committed: the next
    /// restore would bring the subscriber back.</exception>
    public void Write(WriteSet set)
    {
        using var held = JournalLock.Take(Path);
        var names = Read(out var former);
        var changed = former;
        foreach (var hash in set.LiftedSuppressions)
            changed |= names.Lift(hash);
        foreach (var person in set.Erased)
            changed |= names.Add(person);
        foreach (var name in set.ErasedAddresses)
            changed |= names.Add(name);
        foreach (var kept in set.Suppressed)
            changed |= names.Add(kept);
        if (changed)
            Replace(names);
    }

    /// <summary>
    /// Adds whom other nodes erased, whose journals may be on other machines; true if anybody was added or came back.
    /// </summary>
    public bool Follow(ReadSession session)
    {
        using var held = JournalLock.Take(Path);
        var present = session[Sql.ErasedIds].All(static row => Convert.ToHexStringLower((byte[])row[0])).ToHashSet();
        var suppressed = session[Sql.SuppressedAddresses]
            .All(static row => (Hash: Convert.ToHexStringLower((byte[])row[0]), Key: row.GetInt32(1)))
            .ToDictionary(one => one.Hash, one => one.Key);
        var names = Read(out _);
        if (!names.Follow(present, suppressed))
            return false;
        Replace(names);
        return true;
    }

    /// <summary>Whom the journal names.</summary>
    /// <exception cref="InvalidDataException">A line is damaged or of a later version. It must not be skipped: that
    /// would bring an erased subscriber back.</exception>
    public ErasedNames Read() => Read(out _);

    /// <summary>
    /// Whether a subscriber with that id was erased. Asked by the change writer, for ids that nobody has: the file is
    /// read again only when another one stands in its place.
    /// </summary>
    public bool Names(Guid person)
    {
        var file = new FileInfo(Path);
        if (!file.Exists)
            return false;
        if (last is not var (at, length, names) || (at, length) != (file.LastWriteTimeUtc, file.Length))
            last = (file.LastWriteTimeUtc, file.Length, names = Read());
        return names.Contains(person);
    }

    /// <summary>
    /// Rewrites a journal of version 1, which named ids and times in the order of the erasures. True if it was one.
    /// </summary>
    public bool Renew()
    {
        if (!File.Exists(Path))
            return false;
        using var held = JournalLock.Take(Path);
        var names = Read(out var former);
        if (former)
            Replace(names);
        return former;
    }

    private ErasedNames Read(out bool former)
    {
        var names = new ErasedNames(hashes);
        former = false;
        if (!File.Exists(Path))
            return names;
        var text = Encoding.ASCII.GetString(WholeLines());
        if (text.Length == 0)
            return names;
        former = text.StartsWith(FormerHeader, StringComparison.Ordinal);
        if (!former && !text.StartsWith(Header, StringComparison.Ordinal))
            throw new InvalidDataException($"{Path} is no journal of erasures that this version can read.");
        var lines = text[Header.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++)
            if (JournalLine.Parse(lines[i]) is not { } line || !names.TryAdd(line))
                throw new InvalidDataException(Invariant($"{Path}, line {i + 2}: it is not what was written."));
        return names;
    }

    // A killed writer of version 1 can have left an incomplete last line: its erasure was not committed.
    private byte[] WholeLines()
    {
        using var stream = JournalFile.Open(
            Path,
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
            }
        );
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes[..(Array.LastIndexOf(bytes, (byte)'\n') + 1)];
    }

    private void Replace(ErasedNames names)
    {
        var text = new StringBuilder(Header);
        foreach (var line in names.Lines())
            text.Append(line).Append('\n');
        KeyFile.Replace(Path, stream => stream.Write(Encoding.ASCII.GetBytes(text.ToString())));
    }
}
