using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PreferenceCenter.Data;

/// <summary>What a database says that has nothing to do with what it was asked.</summary>
internal static class TransientErrors
{
    private const int SqliteBusy = 5;

    /// <summary>
    /// Whether it may be over the next time: a server that restarts, a lock that others hold, another node that was
    /// faster.
    /// </summary>
    public static bool MayPass(Exception? reason) =>
        Said(reason)
            is { IsTransient: true }
                // Ended by its operator, by a crash, or not up yet; or we were stopped amid a transaction for longer
                // than it waits.
                or { SqlState: "57P01" or "57P02" or "57P03" or "25P03" }
                or SqliteException { SqliteErrorCode: SqliteBusy };

    /// <summary>Whether a lock was waited for as long as we wait for any.</summary>
    public static bool IsLockTimeout(Exception reason) => Said(reason) is { SqlState: "55P03" };

    // EF Core puts it into exceptions of its own.
    private static DbException? Said(Exception? reason)
    {
        for (; reason is not null; reason = reason.InnerException)
            if (reason is DbException said)
                return said;
        return null;
    }
}
