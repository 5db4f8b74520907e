using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks the directories of data, keys and journal: they are writable, have space, keep the keys private and lie
/// apart.
/// </summary>
internal static class StorageCheck
{
    private const long TooLittle = 100L << 20,
        Scarce = 1L << 30;
    private static readonly TimeSpan TooOld = TimeSpan.FromDays(2);
    private const UnixFileMode Others = KeyFile.Group | KeyFile.Strangers;

    public static IEnumerable<Finding> Look(Examination examined)
    {
        var storage = examined.Service<StorageSettings>();
        yield return Writable("storage.data", storage.Directory);
        if (Directory.Exists(storage.Directory))
            yield return Space(new DriveInfo(storage.Directory).AvailableFreeSpace);
        yield return Writable("storage.journal", storage.JournalDirectory);
        yield return KeysArePrivate(storage.KeysDirectory);
        if (storage.Provider == DatabaseProvider.Sqlite && !OperatingSystem.IsWindows())
            yield return DatabaseIsPrivate(SqliteDatabase.FileOf(storage.ConnectionString));
        yield return Apart(storage);
        yield return Backups(storage, examined.Service<TimeProvider>().GetUtcNow());
    }

    private static Finding Writable(string check, string directory)
    {
        if (!Directory.Exists(directory))
            return Finding.Warn(check, $"{directory} is not there yet");
        var probe = Path.Combine(directory, $".doctor-{Path.GetRandomFileName()}");
        try
        {
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
                return Finding.Pass(check, $"{directory} can be written to");
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(check, $"{directory} cannot be written to: {reason.Message}");
        }
    }

    internal static Finding Space(long free)
    {
        var says = string.Create(CultureInfo.InvariantCulture, $"{free >> 20} MB free");
        return free < TooLittle ? Finding.Fail("storage.space", says + ": changes will soon be refused")
            : free < Scarce ? Finding.Warn("storage.space", says)
            : Finding.Pass("storage.space", says);
    }

    private static Finding Backups(StorageSettings storage, DateTimeOffset now)
    {
        const string Check = "storage.backup";
        if (LastBackup.At(storage.Directory) is not { } at)
            return Finding.Warn(
                Check,
                $"no backup was made from here. Where another program makes them, let it touch {Path.Combine(storage.Directory, LastBackup.Name)}"
            );
        var says = Invariant($"the last backup was made at {at:yyyy-MM-dd HH:mm} UTC");
        return now - at > TooOld ? Finding.Warn(Check, says + ", more than two days ago") : Finding.Pass(Check, says);
    }

    private static Finding KeysArePrivate(string keys)
    {
        if (OperatingSystem.IsWindows())
            return Finding.Warn("storage.keys", "rights of files are not looked at on Windows");
        if (!Directory.Exists(keys))
            return Finding.Warn("storage.keys", $"{keys} is not there yet");
        foreach (var path in Directory.EnumerateFileSystemEntries(keys, "*", SearchOption.AllDirectories).Prepend(keys))
            if (OfAnotherUser(path) is { } other)
                return Finding.Fail("storage.keys", other);
            else if (!path.EndsWith(".pub", StringComparison.Ordinal) && (File.GetUnixFileMode(path) & Others) != 0)
                return Finding.Fail("storage.keys", $"{path} is open to others than its owner: chmod go= it");
        return Finding.Pass("storage.keys", $"{keys} is its owner's alone");
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static Finding DatabaseIsPrivate(string file)
    {
        string[] files = [.. ((string[])["", "-wal", "-shm"]).Select(part => file + part).Where(File.Exists)];
        if (files.Select(OfAnotherUser).FirstOrDefault(other => other is not null) is { } other)
            return Finding.Fail("storage.database", other);
        string[] open = [.. files.Where(path => (File.GetUnixFileMode(path) & Others) != 0)];
        return open.Length == 0
            ? Finding.Pass("storage.database", $"{file} is its owner's alone")
            : Finding.Fail(
                "storage.database",
                $"{string.Join(" and ", open)} can be read by others, and holds addresses: chmod go= {string.Join(' ', open)}"
            );
    }

    // A file that root has put back or made: the server, which is another user, cannot open it.
    private static string? OfAnotherUser(string path) =>
        FileOwner.Of(path) is { } owner && FileOwner.Here is { } here && owner != here
            ? $"{path} belongs to {FileOwner.NameOf(owner)}, and not to {FileOwner.NameOf(here)}, who runs this: chown {FileOwner.NameOf(here)} it"
            : null;

    private static Finding Apart(StorageSettings storage)
    {
        string[] inside =
        [
            .. ((string[])[storage.KeysDirectory, storage.JournalDirectory]).Where(path =>
                (path + '/').StartsWith(storage.Directory + '/', StringComparison.Ordinal)
            ),
        ];
        return inside.Length == 0
            ? Finding.Pass("storage.apart", "keys and journal lie outside the data")
            : Finding.Warn("storage.apart", $"{string.Join(" and ", inside)} would go along with a copy of the data");
    }
}
