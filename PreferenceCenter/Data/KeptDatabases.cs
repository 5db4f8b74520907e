using System.Globalization;
using PreferenceCenter.Data.Sqlite;

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

    /// <summary>Deletes those of before that time.</summary>
    public static void Delete(StorageSettings storage, DateTimeOffset before)
    {
        foreach (var directory in Directories(storage).Distinct().Where(Directory.Exists))
        foreach (var file in Directory.EnumerateFiles(directory, $"*{Mark}*"))
            if (At(Path.GetFileName(file)) is { } at && at < before)
                File.Delete(file);
    }

    private static IEnumerable<string> Directories(StorageSettings storage)
    {
        yield return storage.Directory;
        if (storage.Provider == DatabaseProvider.Sqlite)
            yield return Path.GetDirectoryName(SqliteDatabase.FileOf(storage.ConnectionString))!;
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
