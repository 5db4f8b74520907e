using System.Globalization;

namespace PreferenceCenter.Data;

/// <summary>
/// The databases that restores replaced, kept beside the present one for a few days. They hold people who are erased
/// later: they go before an erasure is certified, and after that time in any case.
/// </summary>
internal static class KeptDatabases
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private const string Mark = "before-restore-",
        Moment = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The file for a database that is replaced now: two may be within one second.</summary>
    /// <param name="begin">What the file's path begins with.</param>
    public static string FileAt(string begin, string end, DateTimeOffset now)
    {
        var name = begin + Mark + now.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture);
        var file = name + end;
        for (var number = 2; File.Exists(file); number++)
            file = Invariant($"{name}-{number}{end}");
        return file;
    }

    /// <summary>Deletes those of before that time in one directory.</summary>
    public static void Delete(string directory, DateTimeOffset before)
    {
        if (!Directory.Exists(directory))
            return;
        foreach (var file in Directory.EnumerateFiles(directory, $"*{Mark}*"))
            if (At(Path.GetFileName(file)) is { } at && at < before)
                File.Delete(file);
    }

    // A copy has the times of its original.
    private static DateTimeOffset? At(string name)
    {
        var begin = name.LastIndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return
            name.Length >= begin + "20261123T120000Z".Length
            && DateTime.TryParseExact(
                name.AsSpan(begin, "20261123T120000Z".Length),
                Moment,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var at
            )
            ? new DateTimeOffset(at)
            : null;
    }
}
