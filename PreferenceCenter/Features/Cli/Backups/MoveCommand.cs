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
        return tree.Group("database", "The database: migrate it, or move it to PostgreSQL.")
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
        if (!File.Exists(file) && MovedDatabase.Of(file) is null)
            return call.Terminal.Refuse($"There is no {file} to move.");

        // Put aside already by a move that was ended before it could say so.
        var aside = File.Exists(file) ? null : MovedDatabase.Of(file);
        using var source = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(aside ?? file));
        using var target = Target(configured ? storage.ConnectionString : connection!);
        if (target is null)
            return call.Terminal.Refuse("--connection is no connection string: write Host=…;Database=…;Username=….");
        target.DemandOwner();
        await source.MigrateAsync(call.Cancel);
        await target.MigrateAsync(call.Cancel);
        return aside is not null ? AlreadyMoved(call, source, target, aside) : Move(call, source, target, file);
    }

    private static int AlreadyMoved(CommandCall call, SqliteDatabase source, PostgresDatabase target, string aside)
    {
        if (!TableCopy.AreAlike(source, target))
            return call.Terminal.Refuse(
                $"There is no database to move: it was moved already, and is now {aside}. The new database has changed since, or is another one."
            );
        return Finish(call, Verify(call, target), 0, aside);
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
            // The copy is one transaction: a move that was ended after it left a whole copy.
            return TableCopy.AreAlike(source, target)
                ? PutAside(call, source, there, 0, file)
                : call.Terminal.Refuse(
                    Invariant(
                        $"The new database holds {there.Events} events already and is no copy of this one: it must be empty. If nothing was served from it yet, drop it, create it again and repeat the move."
                    )
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

        return PutAside(call, source, after, rows, file);
    }

    private static int PutAside(CommandCall call, SqliteDatabase source, LedgerVerdict after, long rows, string file)
    {
        // The old database is renamed, so that no process is started on it again by mistake.
        var aside = string.Create(
            CultureInfo.InvariantCulture,
            $"{file}.moved-{call.Service<TimeProvider>().GetUtcNow():yyyyMMdd'T'HHmmss'Z'}"
        );
        source.Dispose();
        File.Move(file, aside);
        return Finish(call, after, rows, aside);
    }

    private static int Finish(CommandCall call, LedgerVerdict after, long rows, string aside)
    {
        if (call.Json)
            call.Terminal.WriteJson(new Moved(rows, after.Logs, after.Batches, after.Events, aside));
        else
        {
            call.Terminal.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"ok {after.Logs} {after.Batches} {after.Events}")
            );
            call.Terminal.Error.WriteLine(
                Invariant(
                    $"{(rows == 0 ? "Everything was moved already" : Invariant($"{rows} rows were moved"))}; the log verifies alike on both sides. The old database is now {aside}."
                )
            );
        }
        return ExitCode.Done;
    }

    private static LedgerVerdict Verify(CommandCall call, Database database) =>
        new LedgerVerifier(database).Verify([], null, call.Cancel);
}
