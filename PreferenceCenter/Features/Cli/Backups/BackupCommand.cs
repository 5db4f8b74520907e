using System.CommandLine;
using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Backups;

/// <summary>
/// <c>backup</c>: one consistent moment of the database as one file, verified before it gets its name.
/// </summary>
internal static class BackupCommand
{
    private sealed record Backup(string File, long Bytes, long People, long Events, IReadOnlyList<LogEnd> Logs);

    public static CommandList AddBackupCommand(this CommandList tree)
    {
        var file = new Argument<string>("FILE") { Description = "Where to. A file that is there is not overwritten." };
        var backup = new CenterCommand(
            "backup",
            "Copies the database into one file while the server runs, and verifies the copy. Keys and journal are not in it.",
            "backup /var/backups/preference-center/2026-11-23.db"
        )
        {
            file,
        };
        return tree.Add(
            "backup",
            backup,
            call => Task.FromResult(Make(call, Path.GetFullPath(call.Value(file)))),
            CommandNeeds.Database
        );
    }

    private static int Make(CommandCall call, string file)
    {
        if (File.Exists(file))
            return call.Terminal.Refuse($"{file} is there already, and is not overwritten.");
        var aside = file + ".unfinished";
        BackupFile.Delete(aside);
        try
        {
            // Made before it is filled, so that nobody but its owner ever reads it.
            KeyFile.TryWriteNew(aside, "", KeyFile.OwnerOnly);
            call.Service<Database>().CopyTo(aside);
            var contents = Verify(aside, call.Cancel);
            KeyFile.MakeDurable(aside);
            File.Move(aside, file, overwrite: false);
            KeyFile.MakeDurable(file);
            Tell(call, new Backup(file, new FileInfo(file).Length, contents.People, contents.Events, contents.Logs));
            return ExitCode.Done;
        }
        finally
        {
            BackupFile.Delete(aside);
        }
    }

    private static BackupContents Verify(string file, CancellationToken cancel)
    {
        using var copy = BackupFile.Open(file);
        BackupContents.VerifyFile(copy);
        return BackupContents.Verify(copy, cancel);
    }

    private static void Tell(CommandCall call, Backup made)
    {
        if (call.Json)
        {
            call.Terminal.WriteJson(made);
            return;
        }
        call.Terminal.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{made.File}: {made.People} people, {made.Events} events, {made.Bytes} bytes, verified"
            )
        );
        foreach (var log in made.Logs)
            call.Terminal.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"log {log.Log} {log.Size} {log.Root}")
            );
        call.Terminal.Error.WriteLine(
            "It holds addresses: keep it as the original. Keys and journal are not in it: back up Storage:KeysDirectory apart, and never restore the journal backwards."
        );
    }
}
