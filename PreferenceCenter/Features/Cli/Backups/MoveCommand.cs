using System.CommandLine;
using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Backups;

/// <summary>
/// The command <c>database move</c>: copies everything from the embedded database to a server that several nodes share.
/// The log is copied event by event.
/// </summary>
internal static class MoveCommand
{
    /// <summary>The JSON result of the command.</summary>
    private sealed record Moved(long Rows, int Logs, long Batches, long Events, string PutAside);

    public static CommandList AddMoveCommand(this CommandList tree)
    {
        var to = new Option<string>("--to")
        {
            Description = "The kind of database to move to.",
            HelpName = "postgresql",
            Required = true,
        };
        to.AcceptOnlyFromAmong("postgresql");
        var connection = new Option<string?>("--connection")
        {
            Description =
                "Its connection string, where the settings do not name it yet; - reads it from standard input.",
            HelpName = "STRING",
        };
        return tree.Group("database", "Where everything is kept.")
            .Add(
                "database move",
                new CenterCommand(
                    "move",
                    "Takes everything from the embedded database to an empty PostgreSQL database, and verifies both. Stop the server first.",
                    "database move --to postgresql --connection \"Host=db;Database=preferences;Username=preferences\""
                )
                {
                    to,
                    connection,
                }.Interrupted(
                    "The old database is as it was and goes on being the database. Empty the new one before you try again."
                ),
                async call => await MoveAsync(call, call.Value(connection)),
                CommandNeeds.Settings
            );
    }

    private static async Task<int> MoveAsync(CommandCall call, string? connection)
    {
        var storage = call.Service<StorageSettings>();
        using var maintenance = MaintenanceLock.TryTake(storage.Directory);
        if (maintenance is null)
            return call.Terminal.Refuse("A server or another command works on this database: stop it first.");
        if (connection == "-")
            connection = (await call.Terminal.In.ReadLineAsync(call.Cancel))?.Trim();
        var configured = storage.Provider == DatabaseProvider.PostgreSql;
        if (!configured && connection is null)
            return call.Terminal.Refuse(
                "Where to? Give --connection, or set Database:Provider and ConnectionStrings:PreferenceCenter to the new database."
            );
        var file = configured
            ? Path.Combine(storage.Directory, DatabaseSettings.FileName)
            : SqliteDatabase.FileOf(storage.ConnectionString);
        if (!File.Exists(file))
            return call.Terminal.Refuse($"There is no {file} to move.");

        using var source = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file));
        using var target = Target(configured ? storage.ConnectionString : connection!);
        if (target is null)
            return call.Terminal.Refuse("--connection is no connection string: write Host=…;Database=…;Username=….");
        await source.MigrateAsync(call.Cancel);
        await target.MigrateAsync(call.Cancel);
        return Move(call, source, target, file);
    }

    private static PostgresDatabase? Target(string connection)
    {
        try
        {
            return new PostgresDatabase(connection);
        }
        catch (ArgumentException)
        {
            // The parser's message may repeat the password.
            return null;
        }
    }

    private static int Move(CommandCall call, SqliteDatabase source, PostgresDatabase target, string file)
    {
        if (Verify(call, target) is { Events: > 0 } there)
            return call.Terminal.Refuse(
                Invariant($"The new database holds {there.Events} events already: it must be empty.")
            );
        var before = Verify(call, source);
        if (before.Bad is { } bad)
            return call.Terminal.Refuse(
                Invariant($"The log does not verify: batch {bad.Batch} of log {bad.Log}: {bad.Why}. Nothing was moved.")
            );
        long rows;
        using (var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "rows"))
            rows = target.Take(source, count => progress.Report(count));
        var after = Verify(call, target);
        if (after != before)
            return call.Terminal.Refuse(
                $"The copy does not verify as the original does: {after} instead of {before}. Go on with the original, and empty the new database."
            );

        // The old database is renamed, so that no process is started on it again by mistake.
        var aside = string.Create(
            CultureInfo.InvariantCulture,
            $"{file}.moved-{call.Service<TimeProvider>().GetUtcNow():yyyyMMdd'T'HHmmss'Z'}"
        );
        source.Dispose();
        File.Move(file, aside);
        if (call.Json)
            call.Terminal.WriteJson(new Moved(rows, after.Logs, after.Batches, after.Events, aside));
        else
        {
            call.Terminal.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"ok {after.Logs} {after.Batches} {after.Events}")
            );
            call.Terminal.Error.WriteLine(
                Invariant(
                    $"{rows} rows were moved; the log verifies alike on both sides. The old database is now {aside}."
                )
            );
        }
        return ExitCode.Done;
    }

    private static LedgerVerdict Verify(CommandCall call, Database database) =>
        new LedgerVerifier(database).Verify([], null, call.Cancel);
}
