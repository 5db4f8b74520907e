using System.Globalization;

namespace PreferenceCenter.Tests;

/// <summary>
/// Where the usual run keeps what it makes: in memory, where a sync costs nothing. A killed process loses nothing there
/// either; only a power cut would tell the difference, and no test cuts the power. The long run writes to the disk.
/// </summary>
internal static class TestsDirectory
{
    private const string Memory = "/dev/shm",
        Prefix = "preference-center-tests-",
        Variable = "TMPDIR";
    private const long Needed = 3L << 30;

    /// <summary>
    /// All directories that are made from now on, here and in processes started from here, are made below it. Nothing
    /// where the machine has no room for it.
    /// </summary>
    public static void Use()
    {
        if (LongTests.On || OperatingSystem.IsWindows() || !HasRoom())
            return;
        RemoveThoseOfDeadProcesses();
        var directory = Path.Combine(Memory, Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        // PostgreSQL runs as another user and has to get through.
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

    /// <summary>Removes it when the process ends. Called last, since what runs in it is stopped at that time too.</summary>
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
            // Somebody still writes there, or it is another user's: the next run looks again.
        }
    }
}
