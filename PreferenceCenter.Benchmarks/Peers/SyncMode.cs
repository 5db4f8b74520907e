using System.Diagnostics;
using System.Globalization;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// The hidden mode <c>sync FILE SECONDS</c>: appends 4 KiB and syncs, again and again. Prints the number of syncs a
/// second.
/// </summary>
internal static class SyncMode
{
    public static int Run(string path, int seconds)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var (page, count, clock) = (new byte[4096], 0, Stopwatch.StartNew());
        for (; clock.Elapsed.TotalSeconds < seconds; count++)
        {
            RandomAccess.Write(file, page, (long)count * page.Length);
            RandomAccess.FlushToDisk(file);
        }
        Console.WriteLine((count / clock.Elapsed.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
