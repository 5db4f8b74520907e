using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Verification;

/// <summary>Contents of a backup that was verified as complete.</summary>
internal sealed record BackupContents(long People, long Events, IReadOnlyList<LogEnd> Logs)
{
    /// <summary>Checks whether the file can be read here at all.</summary>
    /// <exception cref="InvalidDataException">It cannot.</exception>
    public static void VerifyFile(Database backup)
    {
        if (backup.FileFault() is { } fault)
            throw new InvalidDataException($"The backup cannot be used: {fault}.");
    }

    /// <summary>
    /// Reads the whole backup: recomputes every hash of every log, and every subscriber's choices from their events.
    /// </summary>
    /// <exception cref="InvalidDataException">The backup is not complete.</exception>
    public static BackupContents Verify(Database backup, CancellationToken cancel)
    {
        var verdict = new LedgerVerifier(backup).Verify([], null, cancel);
        if (verdict.Bad is { } bad)
            throw new InvalidDataException(
                Invariant($"The backup cannot be used: batch {bad.Batch} of log {bad.Log}: {bad.Why}.")
            );
        string? differs = null;
        var subscribers = new StateRebuild(backup).Check((id, what) => differs ??= $"{id}: {what}", null, cancel);
        if (differs is not null)
            throw new InvalidDataException(
                $"The backup cannot be used: choices do not follow from the log: {differs}."
            );
        return new BackupContents(subscribers, verdict.Events, Ends(backup));
    }

    private static List<LogEnd> Ends(Database backup)
    {
        using var session = backup.Read();
        var slots = new List<int>();
        using (var row = session[Sql.Slots].ExecuteReader())
            while (row.Read())
                slots.Add(row.GetInt32(0));
        return [.. slots.Select(slot => LogEnd.Of(slot, new LogReader(session, slot).Head()))];
    }
}

/// <summary>Size and root of a log, as a checkpoint of it would state.</summary>
internal sealed record LogEnd(int Log, long Size, string Root)
{
    public static LogEnd Of(int slot, (long Size, TreeHash Root) head) => new(slot, head.Size, head.Root.ToBase64());
}
