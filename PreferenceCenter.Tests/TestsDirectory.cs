using System.Globalization;

namespace PreferenceCenter.Tests;

/// <summary>
/// Directory of the files of a usual run, held in memory, where a sync costs nothing. A killed process loses nothing
/// there either; only a power cut would differ, and no test simulates one of this machine. The long run writes to the
/// disk.
/// </summary>
internal static class TestsDirectory
{
    private const string Memory = "/dev/shm",
        Prefix = "preference-center-tests-",
        Variable = "TMPDIR";
    private const long Needed = 3L << 30;

    /// <summary>
    /// Makes all temporary directories of this process, and of processes started from it, lie below this directory.
    /// Does nothing if the machine lacks the memory.
    /// </summary>
    public static void Use()
    {
        if (LongTests.On || OperatingSystem.IsWindows() || !HasRoom())
            return;
        RemoveThoseOfDeadProcesses();
        var directory = Path.Combine(Memory, Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        // PostgreSQL runs as another user and must be able to enter.
        Directory.CreateDirectory(directory);
        File.SetUnixFileMode(
            directory,
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead
                | UnixFileMode.OtherExecute
        );
        Environment.SetEnvironmentVariable(Variable, directory);
    }

    /// <summary>
    /// Removes the directory when the process ends. Must be registered last, since processes in it are stopped at the
    /// same time.
    /// </summary>
    public static void RemoveAtExit()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } directory && IsOurs(directory))
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(directory);
    }

    private static bool HasRoom()
    {
        try
        {
            return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Needed;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void RemoveThoseOfDeadProcesses()
    {
        foreach (var directory in Directory.GetDirectories(Memory, Prefix + "*"))
            if (!Directory.Exists(Path.Combine("/proc", Path.GetFileName(directory)[Prefix.Length..])))
                Remove(directory);
    }

    private static bool IsOurs(string directory) =>
        directory == Path.Combine(Memory, Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    private static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            // A process still writes there, or another user owns it; the next run tries again.
        }
    }
}
