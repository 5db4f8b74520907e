using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Reads and creates the signing key in the keys directory (<c>log-signing.key</c>) and its public half
/// (<c>log-signing.pub</c>). A key is created once. Later problems with the files are reported, never repaired: a new
/// key would make every earlier checkpoint worthless and hide that the log was changed.
/// </summary>
internal static class LogSigningKeyFile
{
    public const string SecretName = "log-signing.key";
    public const string PublicName = "log-signing.pub";

    /// <summary>
    /// Loads the key; creates one with this name at the first start. An existing key keeps its own name.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is damaged or missing, or the two do not match; the message names
    /// it.</exception>
    public static LogSigningKey LoadOrCreate(string directory, string name)
    {
        var path = Path.Combine(directory, SecretName);
        var key = Load(directory) ?? Create(directory, path, name);
        KeepPublicKey(Path.Combine(directory, PublicName), key.Verifier);
        return key;
    }

    /// <summary>Loads the key; null if none was ever created.</summary>
    /// <exception cref="InvalidDataException">A file is damaged or missing; the message names it.</exception>
    public static LogSigningKey? Load(string directory)
    {
        var path = Path.Combine(directory, SecretName);
        // Checked first: the public file is written last, so another process that starts now cannot make this look like
        // a lost key.
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
        // Another process that started at the same time was first; its key is used.
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
