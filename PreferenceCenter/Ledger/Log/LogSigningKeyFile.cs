using System.Text;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// The signing key in the keys directory (<c>log-signing.key</c>) and its public half beside it (<c>log-signing.pub</c>).
/// A key is made once. Whatever is wrong with the files later is said, never mended: a silent new key would
/// make every checkpoint of before worthless and hide that somebody changed the log.
/// </summary>
internal static class LogSigningKeyFile
{
    public const string SecretName = "log-signing.key";
    public const string PublicName = "log-signing.pub";

    /// <summary>The key there; made under that name on the first start. A key that is there keeps its own name.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, missing or does not fit the other; the message names it.</exception>
    public static LogSigningKey LoadOrCreate(string directory, string name)
    {
        var path = Path.Combine(directory, SecretName);
        var key = Load(directory) ?? Create(directory, path, name);
        KeepPublicKey(Path.Combine(directory, PublicName), key.Verifier);
        return key;
    }

    /// <summary>The key there, or null where none was ever made.</summary>
    /// <exception cref="InvalidDataException">A file is damaged or missing; the message names it.</exception>
    public static LogSigningKey? Load(string directory)
    {
        var path = Path.Combine(directory, SecretName);
        // Looked at first: it is written last, so another process starting now cannot make this look like a lost key.
        var publicKeyStands = File.Exists(Path.Combine(directory, PublicName));
        if (File.Exists(path))
        {
            return LogSigningKey.TryParse(ReadLine(path), out var key)
                ? key
                : throw new InvalidDataException($"{path} holds no signing key. Restore it from the backup of the keys directory.");
        }
        return publicKeyStands
            ? throw new InvalidDataException($"{path} is missing, but {PublicName} beside it shows that there was one. Restore it from the backup of the keys directory.")
            : null;
    }

    private static LogSigningKey Create(string directory, string path, string name)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var key = LogSigningKey.New(name);
        if (WriteNew(path, key.ToSecretText(), UnixFileMode.UserRead | UnixFileMode.UserWrite))
            return key;
        // Another process starting at the same moment was first; its key is the key.
        return Load(directory) ?? throw new InvalidDataException($"{path} vanished while it was read.");
    }

    private static void KeepPublicKey(string path, VerifierKey key)
    {
        if (!File.Exists(path))
            WriteNew(path, key.ToString(), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        if (ReadLine(path) != key.ToString())
            throw new InvalidDataException($"{path} is not the public half of {SecretName} beside it. One of them was replaced: find out which, and restore it.");
    }

    // Whole under its name or not there at all: written aside, synced, then linked, which fails where the name is taken.
    private static bool WriteNew(string path, string line, UnixFileMode mode)
    {
        var aside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = mode;
            using (var stream = new FileStream(aside, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
                stream.Flush(flushToDisk: true);
            }
            if (!MoveTo(path, aside))
                return false;
            // Syncing the file again commits the journal that holds its new name; .NET cannot sync a directory.
            using var named = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            named.Flush(flushToDisk: true);
            return true;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static bool MoveTo(string path, string aside)
    {
        try
        {
            File.Move(aside, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    private static string ReadLine(string path)
    {
        var text = File.ReadAllText(path);
        return text.EndsWith('\n') ? text[..^1].TrimEnd('\r') : text;
    }
}
