using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PreferenceCenter.Data;

/// <summary>Recognizes database errors that a retry may solve, because they are not caused by the statement.</summary>
internal static class TransientErrors
{
    private const int SqliteBusy = 5,
        SqliteLocked = 6,
        SqliteOutOfMemory = 7,
        SqliteReadOnly = 8,
        SqliteInputOutput = 10,
        SqliteFull = 13,
        SqliteCannotOpen = 14,
        SqliteProtocol = 15;

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

    /// <summary>
    /// Whether the database as a whole failed, and not this statement: another node, or the same one later, may do what
    /// was asked. Then the answer is 503. Some of these failures do not pass by themselves: rights that were revoked, a
    /// full disk, a standby.
    /// </summary>
    public static bool IsUnavailable(Exception? reason)
    {
        for (var inner = reason; inner is not null; inner = inner.InnerException)
            if (inner is TimeoutException)
                return true;
        return DatabaseErrorIn(reason) switch
        {
            SqliteException file => (file.SqliteErrorCode & 0xFF)
                is SqliteBusy
                    or SqliteLocked
                    or SqliteOutOfMemory
                    or SqliteReadOnly
                    or SqliteInputOutput
                    or SqliteFull
                    or SqliteCannotOpen
                    or SqliteProtocol,
            { SqlState: { Length: 5 } state } => IsOfTheServer(state),
            // The driver's own: no connection, a connection that broke, no place in the pool.
            { SqlState: null } => true,
            _ => false,
        };
    }

    /// <summary>A failure of the database in a few words, without a value of any row.</summary>
    public static string Describe(Exception reason) =>
        DatabaseErrorIn(reason) is { } error ? $"{error.GetType().Name}, {error.Message}" : reason.GetType().Name;

    // Classes of https://www.postgresql.org/docs/current/errcodes-appendix.html.
    private static bool IsOfTheServer(string state) =>
        state[..2]
            // Connection, role or password, transaction rolled back, no such database, resources, object in use,
            // operator, system, configuration, internal.
            is "08"
                or "28"
                or "3D"
                or "40"
                or "53"
                or "55"
                or "57"
                or "58"
                or "F0"
                or "XX"
        // Read-only (a standby); no right to a table; a transaction that was ended for its idleness; a table or column
        // that is not there while a restore makes them.
        || state is "25006" or "42501" or "25P03" or "25P04" or "42P01" or "42703";

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
