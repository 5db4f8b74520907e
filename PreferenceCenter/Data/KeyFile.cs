using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace PreferenceCenter.Data;

/// <summary>
/// Writes and reads files of the keys directory. Each is made once, completely or not at all, and readable only by its
/// owner.
/// </summary>
internal static class KeyFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    /// <summary>Everybody on the machine.</summary>
    public const UnixFileMode Strangers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>From here on no file that this process makes is open to others, unless it is made so.</summary>
    public static void KeepNewFilesToTheOwner()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetMask((uint)(Group | Strangers));
    }

    /// <summary>Takes a directory away from others, where it belongs to this user.</summary>
    public static void TryClose(string directory)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(directory, OwnerOnly | UnixFileMode.UserExecute);
        }
        catch (Exception reason) when (reason is UnauthorizedAccessException or IOException)
        {
            // It belongs to somebody else; what is open is then reported.
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);

    /// <summary>Makes a directory for the owner alone; an existing one is not changed.</summary>
    public static void MakeDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Reads the 32 random bytes of that file; makes them on the first start.</summary>
    /// <exception cref="InvalidDataException">The file is damaged. It is reported, never repaired.</exception>
    public static byte[] LoadOrCreate(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        MakeDirectory(directory);
        if (!File.Exists(path))
            TryWriteNew(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n", OwnerOnly);
        var key = new byte[32];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) && length == key.Length
            ? key
            : throw new InvalidDataException($"{path} holds no key. Restore it from the backup of the keys directory.");
    }

    /// <summary>
    /// Writes a new file: under a temporary name, synced, then renamed. False where the name is taken; the existing
    /// file is not changed.
    /// </summary>
    public static bool TryWriteNew(string path, string text, UnixFileMode mode)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
            };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = mode;
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            // What is meant for others is so whatever the mask of the process.
            if (!OperatingSystem.IsWindows() && mode != OwnerOnly)
                File.SetUnixFileMode(temporary, mode);
            TakeName(temporary, path);
            MakeDurable(path);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Replaces a file by a new one: written beside it, synced, renamed over it, and the name synced. Whoever reads
    /// finds the old file or the new one, also after a crash.
    /// </summary>
    public static void Replace(string path, Action<Stream> write)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(temporary, options))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    // Windows writes names with the file.
    private static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = new SafeFileHandle(OpenForReading(directory, 0), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException(Invariant($"{directory} cannot be synced: error {Marshal.GetLastPInvokeError()}."));
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport(
        "libc",
        EntryPoint = "open",
        CharSet = CharSet.Ansi,
        BestFitMapping = false,
        ThrowOnUnmappableChar = true,
        SetLastError = true
    )]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenForReading(string path, int flags);

    // File.Move checks whether the name is free and then renames, and a rename replaces: of two processes at once,
    // both would succeed. A hard link takes a free name or fails.
    private static void TakeName(string temporary, string path)
    {
        if (!OperatingSystem.IsWindows() && Link(temporary, path) == 0)
            return;
        File.Move(temporary, path, overwrite: false);
    }

    [DllImport(
        "libc",
        EntryPoint = "link",
        CharSet = CharSet.Ansi,
        BestFitMapping = false,
        ThrowOnUnmappableChar = true
    )]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(string existing, string name);

    /// <summary>
    /// Syncs content and name of a file. Syncing the file commits the file system's journal entry with its name; .NET
    /// cannot sync a directory.
    /// </summary>
    public static void MakeDurable(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
