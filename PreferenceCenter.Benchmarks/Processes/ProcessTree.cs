using System.Globalization;

namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>
/// Sums the processor time of a process and all processes it started: a server with a process for each connection, or a
/// program under a tracer.
/// </summary>
internal static class ProcessTree
{
    // The unit of /proc/PID/stat, the same on every Linux.
    private const int TicksASecond = 100;

    /// <summary>Processor time of the running processes and, counted with their parents, of the ended ones.</summary>
    public static TimeSpan Processor(int root)
    {
        var (parents, ticks) = Read();
        return TimeSpan.FromSeconds(
            (double)ticks.Where(process => IsIn(process.Key, root, parents)).Sum(process => process.Value)
                / TicksASecond
        );
    }

    private static bool IsIn(int process, int root, Dictionary<int, int> parents)
    {
        while (process != root)
            if (!parents.TryGetValue(process, out process))
                return false;
        return true;
    }

    private static (Dictionary<int, int> Parents, Dictionary<int, long> Ticks) Read()
    {
        var (parents, ticks) = (new Dictionary<int, int>(), new Dictionary<int, long>());
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (
                int.TryParse(Path.GetFileName(directory), out var process)
                && TryRead(Path.Combine(directory, "stat")) is { } stat
            )
            {
                // After the name, which may hold any character: state, parent, …, user and system time, the same of
                // ended children.
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                parents[process] = int.Parse(fields[1], CultureInfo.InvariantCulture);
                ticks[process] = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            }
        return (parents, ticks);
    }

    private static string? TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
