using System.Globalization;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// The time of day of one process, moved while it runs by libfaketime, which reads it from a file. Only the time of
/// day: how long something takes is not moved, as no operator's <c>date -s</c> moves it.
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

    public static bool IsThere => Library is not null;

    /// <summary>Until the process is seen to tell the right time again.</summary>
    public bool IsMoved { get; private set; }

    public void IsRight() => IsMoved = false;

    public void Set(TimeSpan offset)
    {
        IsMoved |= offset != TimeSpan.Zero;
        // A file is whole from the moment it has its name: the process may be reading.
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
                // Its correction for waits by the unmoved clock takes .NET's for waits by the other one: they would end
                // at once, and every read of a socket with them.
                ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
                ["FAKETIME_CACHE_DURATION"] = "1",
            };
}
