using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PreferenceCenter.Data;

/// <summary>
/// The addresses on which a server of this machine listens, as a file in the storage directory while it does: its port
/// may be typed for it alone, as by a unit of systemd, where no command reads it.
/// </summary>
internal sealed class ListeningNode : IDisposable
{
    private const string Prefix = "listening-";
    private readonly string file;

    private ListeningNode(string file) => this.file = file;

    public static ListeningNode Note(string directory, IEnumerable<string> urls)
    {
        var node = new ListeningNode(Path.Combine(directory, Invariant($"{Prefix}{Environment.ProcessId}")));
        try
        {
            KeyFile.Replace(node.file, stream => stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', urls))));
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            // A full disk keeps no server from starting; a command that asks then finds the address of the settings.
        }
        return node;
    }

    /// <summary>The first address of each server that runs; one that was killed left its file behind.</summary>
    public static IEnumerable<Uri> All(string directory)
    {
        if (!Directory.Exists(directory))
            yield break;
        foreach (var path in Directory.EnumerateFiles(directory, Prefix + "*").Order(StringComparer.Ordinal))
            if (
                int.TryParse(
                    Path.GetFileName(path)[Prefix.Length..],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var id
                )
                && IsRunning(id)
                && Uri.TryCreate(File.ReadLines(path).FirstOrDefault(), UriKind.Absolute, out var url)
            )
                yield return url;
    }

    private static bool IsRunning(int id)
    {
        try
        {
            Process.GetProcessById(id).Dispose();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public void Dispose() => File.Delete(file);
}
