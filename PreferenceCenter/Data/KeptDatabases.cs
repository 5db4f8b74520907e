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

    /// <summary>The end of the file's name.</summary>
    public static string NameAt(DateTimeOffset now) =>
        Mark + now.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture);

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
