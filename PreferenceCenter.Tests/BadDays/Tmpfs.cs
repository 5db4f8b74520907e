using System.Diagnostics;
using System.Globalization;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>In-memory disk (tmpfs) of a given size. A filler file makes it full.</summary>
internal sealed class Tmpfs : IDisposable
{
    private readonly string directory;

    private Tmpfs(string directory) => this.directory = directory;

    private string Filler => Path.Combine(directory, "filler");

    /// <summary>Mounts the disk. Returns null if this user may not mount and has no sudo.</summary>
    public static Tmpfs? TryMount(string directory, int megabytes)
    {
        Directory.CreateDirectory(directory);
        return Run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0700,uid={Owner(directory)}"),
            "tmpfs",
            directory
        )
            ? new Tmpfs(directory)
            : null;
    }

    /// <summary>Fills the disk to the last byte, including space freed meanwhile.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[1 << 20, 1 << 12, 1])
            try
            {
                for (var block = new byte[size]; ; )
                    file.Write(block);
            }
            catch (IOException)
            {
                // No space for another block of this size.
            }
    }

    public void Empty() => File.Delete(Filler);

    private static string Owner(string directory)
    {
        using var stat = Process.Start(
            new ProcessStartInfo("stat", ["-c", "%u", directory]) { RedirectStandardOutput = true }
        )!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }

    private static bool Run(params string[] command)
    {
        string[] asRoot = Environment.IsPrivilegedProcess ? command : ["sudo", "-n", .. command];
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(asRoot[0], asRoot[1..]) { RedirectStandardError = true }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // The program is not installed here.
            return false;
        }
    }

    public void Dispose() => Run("umount", "-l", directory);
}
