using System.Globalization;
using System.Security.Cryptography;

namespace PreferenceCenter.Data;

/// <summary>
/// <c>suppression.key</c> and, after rotations, <c>suppression-2.key</c> and so on in the keys directory: a key a file,
/// made once and never changed, so that a rotation needs no lock and a backup of any moment is whole. The first line is
/// the key in base64, the second when it was made.
/// </summary>
internal static class HashKeyFiles
{
    public static string NameOf(int number) =>
        number == 1 ? AddressHasher.KeyName : string.Create(CultureInfo.InvariantCulture, $"suppression-{number}.key");

    /// <summary>All that are there; the first is made where it is not.</summary>
    /// <exception cref="InvalidDataException">One is damaged: said, never mended.</exception>
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

    /// <summary>False where somebody else has just taken that number.</summary>
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
