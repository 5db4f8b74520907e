using System.Globalization;
using System.Security.Cryptography;

namespace PreferenceCenter.Data;

/// <summary>
/// Reads and makes the key files of the suppression list: <c>suppression.key</c> and, after rotations,
/// <c>suppression-2.key</c> and so on in the keys directory. Each file is made once and never changed, so a rotation
/// needs no lock and a backup is consistent at any moment. The first line is the key in base64, the second the time
/// when it was made.
/// </summary>
internal static class HashKeyFiles
{
    public static string NameOf(int number) =>
        number == 1 ? AddressHasher.KeyName : string.Create(CultureInfo.InvariantCulture, $"suppression-{number}.key");

    /// <summary>Loads all keys; makes the first one if it does not exist.</summary>
    /// <exception cref="InvalidDataException">A file is damaged. It is reported, never repaired.</exception>
    public static SuppressionKeys Load(string directory)
    {
        var first = new SuppressionKey(1, KeyFile.LoadOrCreate(directory, NameOf(1)));
        var later = Directory
            .EnumerateFiles(directory, "suppression-*.key")
            .Select(NumberOf)
            .OfType<int>()
            .Order()
            .Select(number => Read(directory, number));
        return new SuppressionKeys([first, .. later]);
    }

    public static bool IsThere(string directory, int number) => File.Exists(Path.Combine(directory, NameOf(number)));

    /// <summary>Makes the key of that number; false where another process has just taken the number.</summary>
    public static bool TryMake(string directory, int number, DateTimeOffset now) =>
        KeyFile.TryWriteNew(
            Path.Combine(directory, NameOf(number)),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\n"
            ),
            KeyFile.OwnerOnly
        );

    private static int? NumberOf(string path) =>
        int.TryParse(
            Path.GetFileNameWithoutExtension(path)["suppression-".Length..],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
        && number is > 1 and <= SuppressionKey.LastNumber
        && Path.GetFileName(path) == NameOf(number)
            ? number
            : null;

    private static SuppressionKey Read(string directory, int number)
    {
        var (path, key) = (Path.Combine(directory, NameOf(number)), new byte[32]);
        string[] lines = File.ReadAllText(path)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
            lines.Length == 2
            && Convert.TryFromBase64String(lines[0], key, out var length)
            && length == key.Length
            && DateTimeOffset.TryParseExact(
                lines[1],
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var madeAt
            )
            ? new SuppressionKey(number, key, madeAt)
            : throw new InvalidDataException($"{path} holds no key. Restore it from the backup of the keys directory.");
    }
}
