using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PreferenceCenter.Data;

/// <summary>Recognizes database errors that a retry may solve, because they are not caused by the statement.</summary>
internal static class TransientErrors
{
    private const int SqliteBusy = 5;

    /// <summary>
    /// Whether a later attempt may succeed: the server restarts, another process holds a lock, another node was faster.
    /// </summary>
    public static bool MayPass(Exception? reason) =>
        DatabaseErrorIn(reason)
            is { IsTransient: true }
                // Ended by an operator or a crash, not started yet, or this program paused during a transaction for
                // longer than the server waits.
                or { SqlState: "57P01" or "57P02" or "57P03" or "25P03" }
                or SqliteException { SqliteErrorCode: SqliteBusy };

    /// <summary>Whether the wait for a lock timed out.</summary>
    public static bool IsLockTimeout(Exception reason) => DatabaseErrorIn(reason) is { SqlState: "55P03" };

    // EF Core wraps database errors in exceptions of its own.
    private static DbException? DatabaseErrorIn(Exception? reason)
    {
        for (; reason is not null; reason = reason.InnerException)
            if (reason is DbException error)
                return error;
        return null;
    }
}
