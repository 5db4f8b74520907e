namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>A directory on a real disk for one run. It is deleted afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    private int files;

    public Workspace()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("preference-center-bench-").FullName;
        // On a file system in memory a sync costs nothing, and every figure of a commit would be wrong.
        if (new DriveInfo(Directory).DriveFormat is not ("tmpfs" or "ramfs"))
            return;
        System.IO.Directory.Delete(Directory);
        Directory = System
            .IO.Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"bench-{Environment.ProcessId}"))
            .FullName;
    }

    public string Directory { get; }

    public string NewFile(string name) => Path.Combine(Directory, $"{Interlocked.Increment(ref files)}-{name}");

    public string NewDirectory(string name) => System.IO.Directory.CreateDirectory(NewFile(name)).FullName;

    public void Dispose()
    {
        try
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
        catch (IOException reason)
        {
            Console.Error.WriteLine($"Left behind: {Directory} ({reason.Message})");
        }
    }
}
