using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Schema;

/// <summary>
/// The commands <c>database status</c> and <c>database migrate</c>: how the schema stands to this program, and how it is
/// brought up to date before the first node of a new version starts.
/// </summary>
internal static class SchemaCommands
{
    /// <summary>The JSON result of both commands.</summary>
    private sealed record Status(
        string State,
        string? Schema,
        string Program,
        IReadOnlyList<string> Pending,
        bool Beside,
        bool Served
    );

    public static CommandList AddSchemaCommands(this CommandList tree) =>
        tree.Group("database", "The database: migrate it, or move it to PostgreSQL.")
            .Add(
                "database status",
                new CenterCommand(
                    "status",
                    "Says whether the database is of this version, what is pending, and whether the version before may run beside. Changes nothing.",
                    "database status",
                    "database status --json"
                ),
                call => Task.FromResult(Print(call)),
                CommandNeeds.Settings
            )
            .Add(
                "database migrate",
                new CenterCommand(
                    "migrate",
                    "Makes the tables of this version, or brings those of an older one up to date. The server does the same at its start, if its role may.",
                    "database migrate"
                ).Interrupted("Each step of the schema is done whole or not at all: run it again."),
                MigrateAsync,
                CommandNeeds.Settings
            );

    private static async Task<int> MigrateAsync(CommandCall call)
    {
        var (database, storage) = (call.Service<Database>(), call.Service<StorageSettings>());
        if (await SchemaUpgrade.RunAsync(database, storage, call.Cancel) is not { } refusal)
            return Print(call);
        call.Terminal.Error.WriteLine(refusal.Says);
        return refusal.MayPass ? ExitCode.CouldNotBeDone : ExitCode.WrongSettings;
    }

    private static int Print(CommandCall call)
    {
        var state = call.Service<Database>().Schema();
        if (call.Json)
            call.Terminal.WriteJson(
                new Status(
                    WireName.Of(state.Standing),
                    state.Schema,
                    state.Program,
                    state.Pending,
                    state.Beside,
                    state.Refusal is null
                )
            );
        else
            Write(call.Terminal.Out, state);
        return state.Standing == SchemaStanding.TooNew ? ExitCode.Found : ExitCode.Done;
    }

    private static void Write(TextWriter to, SchemaState state)
    {
        to.WriteLine($"database  {state.Schema ?? "empty"}");
        to.WriteLine($"program   {state.Program}");
        foreach (var migration in state.Pending)
            to.WriteLine($"pending   {migration}");
        to.WriteLine(
            state.Standing switch
            {
                SchemaStanding.Empty => "empty: the first start of the server, or `database migrate`, makes the tables",
                SchemaStanding.Behind when state.Beside =>
                    "behind: nodes of the version before may go on serving while and after it is migrated",
                SchemaStanding.Behind => "behind: stop every node of the version before first, then migrate",
                SchemaStanding.Ahead => "ahead: a later version made it, and this one may serve beside it",
                SchemaStanding.TooNew => "too-new: " + state.Refusal,
                _ => "current",
            }
        );
    }
}
