using System.Text.Json;

namespace PreferenceCenter.Links;

/// <summary>
/// Reads and writes <c>link-keys.json</c> in the keys directory. Reading takes no lock, since the file is replaced as
/// a whole by rename; only one process at a time changes it.
/// </summary>
internal sealed class LinkKeyFile(string directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    public string Path { get; } = System.IO.Path.Combine(directory, "link-keys.json");

    /// <summary>
    /// The state of the file, which differs after every change, since each change alters its length. Null while there
    /// is no file.
    /// </summary>
    public (DateTime WrittenAt, long Length)? Stamp()
    {
        var file = new FileInfo(Path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }

    /// <summary>
    /// The content of the file; null when there is no file. A file that cannot be parsed raises an exception, and
    /// never counts as missing.
    /// </summary>
    /// <exception cref="LinkKeysException"/>
    public LinkKeyBook? Read()
    {
        try
        {
            return LinkKeyBook.Parse(File.ReadAllBytes(Path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new LinkKeysException(
                $"The link keys in {Path} cannot be used: {e.Message} Put the file back from a backup of the keys; without them no link sent so far works.",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LinkKeysException($"The link keys in {Path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// Reads the file, lets <paramref name="change"/> return the new content (null: no change) and writes it. No other
    /// process can change it meanwhile.
    /// </summary>
    /// <exception cref="LinkKeysException"/>
    public void Change(Func<LinkKeyBook?, LinkKeyBook?> change)
    {
        try
        {
            MakeDirectory();
            using var exclusive = Lock();
            if (change(Read()) is { } book)
                Replace(book.ToJson());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LinkKeysException($"The link keys in {Path} cannot be written: {e.Message}", e);
        }
    }

    private void MakeDirectory()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
    }

    // FileShare.None is flock on Unix: the lock ends with its process, so a killed process leaves nothing locked. The
    // lock file itself stays.
    private FileStream Lock()
    {
        var giveUpAt = Environment.TickCount64 + (long)LockTimeout.TotalMilliseconds;
        while (true)
        {
            try
            {
                return Open(Path + ".lock", FileMode.OpenOrCreate, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 < giveUpAt)
            {
                Thread.Sleep(20);
            }
        }
    }

    private void Replace(byte[] json)
    {
        var replacement = Path + ".new";
        File.Delete(replacement);
        using var stream = Open(replacement, FileMode.CreateNew, FileShare.Read | FileShare.Delete);
        stream.Write(json);
        stream.Flush(flushToDisk: true);
        File.Move(replacement, Path, overwrite: true);
        // Flushed again: syncing a file after its rename makes Linux file systems keep the new name too. A key that
        // has signed links must survive a power failure.
        stream.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = share,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
