using System.Text.Json;

namespace PreferenceCenter.Links;

/// <summary>
/// <c>link-keys.json</c> in the keys directory: read whole without a lock, replaced whole by rename, changed by one
/// process at a time.
/// </summary>
internal sealed class LinkKeyFile(string directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    public string Path { get; } = System.IO.Path.Combine(directory, "link-keys.json");

    /// <summary>
    /// Differs after every change: each one makes the file longer or shorter. None while there is no file.
    /// </summary>
    public (DateTime WrittenAt, long Length)? Stamp()
    {
        var file = new FileInfo(Path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }

    /// <summary>Null when there is no file; a file that cannot be understood is an exception, never no file.</summary>
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
    /// Reads, lets <paramref name="change"/> say what shall stand there (null: as it is) and writes it, alone among all
    /// processes.
    /// </summary>
    /// <exception cref="LinkKeysException"/>
    public void Change(Func<LinkKeyBook?, LinkKeyBook?> change)
    {
        try
        {
            MakeDirectory();
            using var alone = Lock();
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

    // FileShare.None is flock on Unix: it ends with its process, so a killed one leaves nothing locked. The file itself
    // stays.
    private FileStream Lock()
    {
        var giveUpAt = Environment.TickCount64 + (long)LockPatience.TotalMilliseconds;
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
        var beside = Path + ".new";
        File.Delete(beside);
        using var stream = Open(beside, FileMode.CreateNew, FileShare.Read | FileShare.Delete);
        stream.Write(json);
        stream.Flush(flushToDisk: true);
        File.Move(beside, Path, overwrite: true);
        // Once more: syncing a file after its rename makes Linux's file systems keep the new name too. A key that
        // signed must not vanish with the power.
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
