namespace PreferenceCenter.Data;

/// <summary>
/// Who works on the storage directory: servers and commands together, or one restore alone. The system lets go of it
/// with the process, however that ends.
/// </summary>
internal sealed class MaintenanceLock : IDisposable
{
    private const string Name = "at-work.lock";
    private readonly FileStream file;

    private MaintenanceLock(FileStream file) => this.file = file;

    /// <summary>Null where a restore is at work.</summary>
    public static MaintenanceLock? TryShare(string directory) => TryOpen(directory, FileAccess.Read, FileShare.Read);

    /// <summary>Null where anybody is.</summary>
    public static MaintenanceLock? TryTake(string directory) =>
        TryOpen(directory, FileAccess.ReadWrite, FileShare.None);

    private static MaintenanceLock? TryOpen(string directory, FileAccess access, FileShare share)
    {
        KeyFile.MakeDirectory(directory);
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            KeyFile.TryWriteNew(path, "", KeyFile.OwnerOnly);
        try
        {
            return new MaintenanceLock(new FileStream(path, FileMode.Open, access, share));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
