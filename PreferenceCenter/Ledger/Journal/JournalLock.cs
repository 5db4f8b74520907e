using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Holds a journal for writing, by a file of its own beside it. The journal itself may be replaced by a new file; who
/// waited for the old one would then write to a file that has no name any more.
/// </summary>
internal static class JournalLock
{
    /// <summary>Waits for the lock, for at most ten seconds. Disposing releases it; so does the end of the process.</summary>
    public static IDisposable Take(string journal)
    {
        KeyFile.MakeDirectory(Path.GetDirectoryName(journal)!);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = KeyFile.OwnerOnly;
        return JournalFile.Open(journal + ".lock", options);
    }
}
