namespace PreferenceCenter.Data;

/// <summary>
/// When the last backup was made, as the time of a file in the data directory. Programs that make backups in another
/// way say so by touching it.
/// </summary>
internal static class LastBackup
{
    public const string Name = "last-backup";

    public static DateTimeOffset? At(string directory)
    {
        var file = new FileInfo(Path.Combine(directory, Name));
        return file.Exists ? file.LastWriteTimeUtc : null;
    }

    /// <param name="file">The backup, for whoever looks for it.</param>
    public static void Note(string directory, string file, DateTimeOffset at)
    {
        Directory.CreateDirectory(directory);
        var note = Path.Combine(directory, Name);
        File.WriteAllText(note, file + "\n");
        File.SetLastWriteTimeUtc(note, at.UtcDateTime);
    }
}
