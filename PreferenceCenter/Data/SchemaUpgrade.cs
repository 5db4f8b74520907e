using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>Why a schema was not upgraded, or is not served.</summary>
/// <param name="MayPass">Whether the same may work later without another setting, role or version.</param>
internal sealed record SchemaRefusal(string Says, bool MayPass);

/// <summary>
/// Brings the schema up to date: for the server at its start, and for the command <c>database migrate</c>. Nothing else
/// alters the schema of a database that is in use.
/// </summary>
internal static class SchemaUpgrade
{
    private const string InsufficientPrivilege = "42501";

    /// <summary>Upgrades where something is pending; null where this program may serve the database now.</summary>
    public static async Task<SchemaRefusal?> RunAsync(
        Database database,
        StorageSettings storage,
        CancellationToken cancel
    )
    {
        var state = database.Schema();
        if (state.Standing == SchemaStanding.TooNew)
            return new SchemaRefusal(state.Refusal!, MayPass: false);
        if (state.Standing is SchemaStanding.Current or SchemaStanding.Ahead)
            return null;
        if (MovedDatabase.Refusal(storage) is { } moved)
            return new SchemaRefusal(moved, MayPass: false);
        // Locks are of this machine; writers on other machines are counted by the database.
        using var maintenance = state.Beside
            ? MaintenanceLock.TryShare(storage.Directory)
            : MaintenanceLock.TryTake(storage.Directory);
        if (maintenance is null)
            return new SchemaRefusal(
                state.Beside ? "A restore is at work on this database: start again when it is done." : Stop(state),
                MayPass: true
            );
        if (!state.Beside && database.CountWriters() > 0 && database.Schema().Standing == SchemaStanding.Behind)
            return new SchemaRefusal(Stop(state), MayPass: true);
        try
        {
            await database.MigrateAsync(cancel);
            return null;
        }
        catch (DbException reason) when (reason.SqlState == InsufficientPrivilege)
        {
            return new SchemaRefusal(
                $"{state.Refusal} This role may not alter tables ({reason.Message}): run it as their owner, see docs/postgresql.md.",
                MayPass: false
            );
        }
    }

    private static string Stop(SchemaState state) =>
        $"The database is of {state.Schema}, and what comes with {state.Program} cannot be served by the version before: stop every server and command of that version first, on all machines, then start this one or run `database migrate`.";
}
