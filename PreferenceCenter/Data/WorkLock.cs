namespace PreferenceCenter.Data;

/// <summary>
/// Who works on the storage directory: servers and commands together, or one restore alone. The system lets go of it
/// with the process, however that ends.
/// </summary>
internal sealed class WorkLock : IDisposable
{
    private const string Name = "at-work.lock";
    private readonly FileStream file;

    private WorkLock(FileStream file) => this.file = file;

    /// <summary>Null where a restore is at work.</summary>
    public static WorkLock? TryShare(string directory) => TryOpen(directory, FileAccess.Read, FileShare.Read);

    /// <summary>Null where anybody is.</summary>
    public static WorkLock? TryTake(string directory) => TryOpen(directory, FileAccess.ReadWrite, FileShare.None);

    private static WorkLock? TryOpen(string directory, FileAccess access, FileShare share)
    {
        KeyFile.MakeDirectory(directory);
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            KeyFile.TryWriteNew(path, "", KeyFile.OwnerOnly);
        try
        {
            return new WorkLock(new FileStream(path, FileMode.Open, access, share));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
