using System.Globalization;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Wall clock of one process, moved while it runs by libfaketime, which reads the offset from a file. Only the time of
/// day moves; durations do not, just as <c>date -s</c> leaves them unchanged.
/// </summary>
internal sealed class NodeClock(string file)
{
    public const string Missing = "libfaketime is not installed (Debian: faketime): no process's clock can be moved.";

    private static readonly string? Library = new[]
    {
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/usr/lib64",
        "/usr/lib",
    }
        .Select(directory => Path.Combine(directory, "faketime", "libfaketimeMT.so.1"))
        .FirstOrDefault(File.Exists);

    public static bool IsAvailable => Library is not null;

    /// <summary>True until the process is seen to report the right time again.</summary>
    public bool IsMoved { get; private set; }

    public void IsRight() => IsMoved = false;

    public void Set(TimeSpan offset)
    {
        IsMoved |= offset != TimeSpan.Zero;
        // The file is renamed into place complete, because the process may be reading it.
        File.WriteAllText(file + ".new", offset.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
    }

    public IReadOnlyDictionary<string, string> Environment =>
        Library is null
            ? new Dictionary<string, string>()
            : new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = Library,
                ["FAKETIME_TIMESTAMP_FILE"] = file,
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                // With this fix libfaketime mistakes .NET's waits on the monotonic clock for waits on the other clock.
                // They would end at once, and every socket read with them.
                ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
                ["FAKETIME_CACHE_DURATION"] = "1",
            };
}
