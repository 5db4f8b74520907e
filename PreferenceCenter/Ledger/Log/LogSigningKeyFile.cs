using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// The signing key in the keys directory (<c>log-signing.key</c>) and its public half beside it
/// (<c>log-signing.pub</c>). A key is made once. Whatever is wrong with the files later is said, never mended: a silent
/// new key would make every checkpoint of before worthless and hide that somebody changed the log.
/// </summary>
internal static class LogSigningKeyFile
{
    public const string SecretName = "log-signing.key";
    public const string PublicName = "log-signing.pub";

    /// <summary>
    /// The key there; made under that name on the first start. A key that is there keeps its own name.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is damaged, missing or does not fit the other; the message names
    /// it.</exception>
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
                : throw new InvalidDataException(
                    $"{path} holds no signing key. Restore it from the backup of the keys directory."
                );
        }
        return publicKeyStands
            ? throw new InvalidDataException(
                $"{path} is missing, but {PublicName} beside it shows that there was one. Restore it from the backup of the keys directory."
            )
            : null;
    }

    private static LogSigningKey Create(string directory, string path, string name)
    {
        KeyFile.MakeDirectory(directory);
        var key = LogSigningKey.New(name);
        if (KeyFile.TryWriteNew(path, key.ToSecretText() + "\n", KeyFile.OwnerOnly))
            return key;
        // Another process starting at the same moment was first; its key is the key.
        return Load(directory) ?? throw new InvalidDataException($"{path} vanished while it was read.");
    }

    private static void KeepPublicKey(string path, VerifierKey key)
    {
        if (!File.Exists(path))
            KeyFile.TryWriteNew(path, key + "\n", KeyFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        if (ReadLine(path) != key.ToString())
            throw new InvalidDataException(
                $"{path} is not the public half of {SecretName} beside it. One of them was replaced: find out which, and restore it."
            );
    }

    private static string ReadLine(string path)
    {
        var text = File.ReadAllText(path);
        return text.EndsWith('\n') ? text[..^1].TrimEnd('\r') : text;
    }
}
