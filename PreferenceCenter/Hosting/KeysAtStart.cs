using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Links;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Opens every key that the server needs at the start. A key that cannot be used stops the start and is reported as a
/// wrong setting, instead of failing the first page that needs it.
/// </summary>
internal static class KeysAtStart
{
    private const string Directory = "Storage:KeysDirectory";

    /// <summary>Reports every key that is lost or cannot be used. Makes the keys on the very first start.</summary>
    public static IEnumerable<SettingFault> Faults(IServiceProvider center) =>
        Lost(center) is { } lost ? [lost]
        : OpenToOthers(center).ToArray() is { Length: > 0 } open ? open
        : (
            (SettingFault?[])
                [FaultOf<LinkKeyRing>(center), FaultOf<AddressHasher>(center), FaultOf<LogSigningKey>(center)]
        ).OfType<SettingFault>();

    /// <summary>
    /// The same for a command: reports keys that are lost, damaged, or cannot be made on the very first start. Empty
    /// where all keys are there.
    /// </summary>
    public static IEnumerable<SettingFault> FaultsOfCommand(IServiceProvider center) =>
        Missing(center).Length > 0 ? Faults(center)
        : OpenToOthers(center).ToArray() is { Length: > 0 } open ? open
        : Unusable(center) is { } fault ? [fault]
        : [];

    /// <summary>
    /// Reports what keeps a command from running: lost keys, or a damaged key of the suppression list. Makes no keys.
    /// </summary>
    public static SettingFault? Unusable(IServiceProvider center) =>
        Lost(center) ?? (Missing(center).Length > 0 ? null : FaultOf<AddressHasher>(center));

    /// <summary>
    /// Reports what others than the owner could read or replace. Whoever reads a link key can unsubscribe everybody,
    /// and whoever reads that of the suppression list can tell who is on it.
    /// </summary>
    private static IEnumerable<SettingFault> OpenToOthers(IServiceProvider center)
    {
        var keys = center.GetRequiredService<StorageSettings>().KeysDirectory;
        if (OperatingSystem.IsWindows() || !System.IO.Directory.Exists(keys))
            yield break;
        // A directory that somebody made for the first start is the program's to close.
        if (Missing(center).Length == 2)
            KeyFile.TryClose(keys);
        if ((File.GetUnixFileMode(keys) & KeyFile.Strangers) != 0)
            yield return Open(keys);
        foreach (var path in System.IO.Directory.EnumerateFiles(keys).Order(StringComparer.Ordinal))
            if (
                !path.EndsWith(".pub", StringComparison.Ordinal)
                && (File.GetUnixFileMode(path) & (KeyFile.Strangers | KeyFile.Group)) != 0
            )
                yield return Open(path);

        static SettingFault Open(string path) =>
            new(Directory, $"'{path}' is open to others than its owner: chmod go= '{path}'");
    }

    private static string[] Missing(IServiceProvider center)
    {
        var keys = center.GetRequiredService<StorageSettings>().KeysDirectory;
        return
        [
            .. ((string[])[AddressHasher.KeyName, LogSigningKeyFile.SecretName]).Where(name =>
                !File.Exists(Path.Combine(keys, name))
            ),
        ];
    }

    /// <summary>
    /// Reports keys that are missing beside a database in use. Keys are made on the first start only: with
    /// new keys, the addresses of the suppression list would no longer be found, and would be mailed.
    /// </summary>
    private static SettingFault? Lost(IServiceProvider center)
    {
        var (lost, keys) = (Missing(center), center.GetRequiredService<StorageSettings>().KeysDirectory);
        if (lost.Length == 0)
            return LostSuppression(center, keys);
        // The first node to serve notes its journal, after it has made the keys.
        var database = center.GetRequiredService<Database>();
        var why =
            database.HoldsPeople() ? "the database has people in it: put the keys back from their backup"
            : database.Holds("Journals")
                ? "the database was begun with other keys: copy those of the node that made them, or put them back from their backup"
            : null;
        return why is null
            ? null
            : new SettingFault(Directory, $"'{keys}' lacks {string.Join(" and ", lost)}, but {why}");
    }

    // An address that is suppressed under a missing key would not be found, and would be mailed.
    private static SettingFault? LostSuppression(IServiceProvider center, string keys)
    {
        // Reported with the keys that cannot be used.
        if (FaultOf<AddressHasher>(center) is not null)
            return null;
        int[] lost =
        [
            .. NamedIds(center).Except(center.GetRequiredService<AddressHasher>().Current.All.Select(k => k.Id)),
        ];
        return lost.Length == 0
            ? null
            : new SettingFault(
                Directory,
                $"'{keys}' lacks {string.Join(" and ", lost.Select(id => $"{HashKeyFiles.NameOf(id & 255)} ({SuppressionKey.Name(id)})"))}, but addresses are suppressed under it: put it back from the backup of the keys, or who must not be emailed is emailed"
            );
    }

    private static IEnumerable<int> NamedIds(IServiceProvider center)
    {
        var named = center.GetRequiredService<Database>().SuppressionKeyIds().ToHashSet();
        try
        {
            named.UnionWith(center.GetRequiredService<ErasureJournal>().Read().Addresses.Values);
        }
        catch (Exception reason) when (reason is InvalidDataException or IOException)
        {
            // Reported when the journal is replayed, before anything is served.
        }
        return named.Order();
    }

    private static SettingFault? FaultOf<TKey>(IServiceProvider center)
        where TKey : notnull
    {
        try
        {
            center.GetRequiredService<TKey>();
            return null;
        }
        catch (LinkKeysException reason) when (reason.Setting is { } setting)
        {
            return new SettingFault(setting, reason.Message);
        }
        catch (Exception reason)
            when (reason is LinkKeysException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new SettingFault(Directory, reason.Message);
        }
    }
}
