using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PreferenceCenter.Data;

/// <summary>Files of the keys directory: made once, whole or not at all, for the owner's eyes.</summary>
internal static class KeyFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>For the owner alone; one that is there stays as it is.</summary>
    public static void MakeDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>The 32 random bytes kept under that name; made on the first start.</summary>
    /// <exception cref="InvalidDataException">The file is damaged: said, never mended.</exception>
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
    /// Written aside, synced, then given its name, which fails where the name is taken: false, and what stands there
    /// stands.
    /// </summary>
    public static bool TryWriteNew(string path, string text, UnixFileMode mode)
    {
        var aside = $"{path}.{Path.GetRandomFileName()}";
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
            using (var stream = new FileStream(aside, options))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            GiveName(aside, path);
            MakeDurable(path);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    // File.Move looks whether the name is free and then renames, and a rename replaces; of two at once both would
    // succeed. A link takes a free name or fails.
    private static void GiveName(string aside, string path)
    {
        if (!OperatingSystem.IsWindows() && Link(aside, path) == 0)
            return;
        File.Move(aside, path, overwrite: false);
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
    /// Content and name. Syncing the file commits the file system's journal that holds its name; .NET cannot sync a
    /// directory.
    /// </summary>
    public static void MakeDurable(string path)
    {
        using var named = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        named.Flush(flushToDisk: true);
    }
}
