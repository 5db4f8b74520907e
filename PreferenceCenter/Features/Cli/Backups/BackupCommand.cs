using System.CommandLine;
using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Backups;

/// <summary>
/// The command <c>backup</c>: copies the database as of one consistent moment into one file. The copy is verified
/// before it gets its final name.
/// </summary>
internal static class BackupCommand
{
    /// <summary>The JSON result of the command.</summary>
    private sealed record Backup(string File, long Bytes, long People, long Events, IReadOnlyList<LogEnd> Logs);

    public static CommandList AddBackupCommand(this CommandList tree)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The file to write. An existing file is not overwritten.",
        }.Written();
        var backup = new CenterCommand(
            "backup",
            "Copies the database into one file while the server runs, and verifies the copy. Keys and journal are not in it.",
            "backup /var/backups/preference-center/2026-11-23.db"
        )
        {
            file,
        }.Interrupted("No backup was made, and no file is left.");
        return tree.Add(
            "backup",
            backup,
            call => Task.FromResult(Copy(call, Path.GetFullPath(call.Value(file)))),
            CommandNeeds.Database
        );
    }

    private static int Copy(CommandCall call, string file)
    {
        if (File.Exists(file))
            return call.Terminal.Refuse($"{file} is there already, and is not overwritten.");
        if (Path.GetDirectoryName(file) is { } directory && !Directory.Exists(directory))
            return call.Terminal.Refuse(
                $"There is no directory {directory}. Make it, for {Environment.UserName} alone, who runs this."
            );
        var unfinished = file + ".unfinished";
        BackupFile.Delete(unfinished);
        try
        {
            // The file is made before it is filled, so that its owner alone can ever read it.
            KeyFile.TryWriteNew(unfinished, "", KeyFile.OwnerOnly);
            call.Service<Database>().CopyTo(unfinished);
            var contents = Verify(unfinished, call.Cancel);
            KeyFile.MakeDurable(unfinished);
            File.Move(unfinished, file, overwrite: false);
            KeyFile.MakeDurable(file);
            LastBackup.Note(call.Service<StorageSettings>().Directory, file, call.Service<TimeProvider>().GetUtcNow());
            Print(call, new Backup(file, new FileInfo(file).Length, contents.People, contents.Events, contents.Logs));
            return ExitCode.Done;
        }
        finally
        {
            BackupFile.Delete(unfinished);
        }
    }

    private static BackupContents Verify(string file, CancellationToken cancel)
    {
        using var copy = BackupFile.Open(file);
        BackupContents.VerifyFile(copy);
        return BackupContents.Verify(copy, cancel);
    }

    private static void Print(CommandCall call, Backup result)
    {
        if (call.Json)
        {
            call.Terminal.WriteJson(result);
            return;
        }
        call.Terminal.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.File}: {result.People} people, {result.Events} events, {result.Bytes} bytes, verified"
            )
        );
        foreach (var log in result.Logs)
            call.Terminal.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"log {log.Log} {log.Size} {log.Root}")
            );
        call.Terminal.Error.WriteLine(
            "It holds addresses: keep it as the original. Keys and journal are not in it: back up Storage:KeysDirectory apart, and never restore the journal backwards."
        );
    }
}
