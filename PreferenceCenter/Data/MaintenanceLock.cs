namespace PreferenceCenter.Data;

/// <summary>
/// A lock on the storage directory: shared by servers and commands, exclusive for a restore. The operating system
/// releases it when the process ends, in whatever way.
/// </summary>
internal sealed class MaintenanceLock : IDisposable
{
    private const string Name = "at-work.lock";

    // A process that another thread starts has a lock of its parent until it is its own program: for a moment after the
    // parent has released it.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly FileStream file;

    private MaintenanceLock(FileStream file) => this.file = file;

    /// <summary>Takes the shared lock; null while a restore holds the exclusive one.</summary>
    public static MaintenanceLock? TryShare(string directory) => TryOpen(directory, FileAccess.Read, FileShare.Read);

    /// <summary>Takes the exclusive lock; null while any process holds the lock.</summary>
    public static MaintenanceLock? TryTake(string directory) =>
        TryOpen(directory, FileAccess.ReadWrite, FileShare.None);

    private static MaintenanceLock? TryOpen(string directory, FileAccess access, FileShare share)
    {
        KeyFile.MakeDirectory(directory);
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            KeyFile.TryWriteNew(path, "", KeyFile.OwnerOnly);
        for (var start = TimeProvider.System.GetTimestamp(); ; Thread.Sleep(10))
            try
            {
                return new MaintenanceLock(new FileStream(path, FileMode.Open, access, share));
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(start) < Patience) { }
            catch (IOException)
            {
                return null;
            }
    }

    public void Dispose() => file.Dispose();
}
