using System.CommandLine;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Backups;

/// <summary>
/// The command <c>restore</c>: replaces the database by a backup. It then replays the changes that the backup lacks
/// from the journal, or records that two people accept the loss of the journal.
/// </summary>
internal static class RestoreCommand
{
    public static CommandList AddRestoreCommand(this CommandList tree)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "The backup; - reads standard input. Omitted where the files were copied back by hand.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var replay = new Option<bool>("--replay")
        {
            Description = "Apply the unsubscribes and erasures since the backup from the journal.",
        };
        var acceptLoss = new Option<bool>("--accept-loss")
        {
            Description =
                "Where the journal is lost or damaged: accept that unsubscribes since the backup are lost. Two people have to, within seven days.",
        };
        var reason = new Option<string?>("--reason") { Description = "The reason, for the ledger.", HelpName = "TEXT" };
        var person = new Option<string?>("--as")
        {
            Description =
                "With --accept-loss: the account of the staff you are, for the ledger. Its password is read from standard input.",
            HelpName = "EMAIL",
        };
        var restore = new CenterCommand(
            "restore",
            "Puts a backup in the place of the database, which is kept beside it. The server must not run. It is not served before --replay has applied the unsubscribes and erasures since.",
            "restore /var/backups/preference-center/2026-11-23.db --replay",
            "restore --replay",
            "restore --accept-loss --as ada@example.org --reason \"the disk is lost\""
        )
        {
            file,
            replay,
            acceptLoss,
            reason,
            person,
        }.Interrupted("The database is the one before or the restored one, never a half: run the same command again.");
        restore.Validators.Add(result =>
        {
            var (replays, accepts, why) = (
                result.GetValue(replay),
                result.GetValue(acceptLoss),
                result.GetValue(reason)
            );
            if (accepts && (replays || result.GetValue(file) is not null))
                result.AddError("--accept-loss stands alone.");
            else if (accepts == string.IsNullOrWhiteSpace(why))
                result.AddError("--accept-loss and --reason go together.");
            else if (!accepts && result.GetValue(person) is not null)
                result.AddError("--as goes with --accept-loss.");
            else if (!accepts && !replays && result.GetValue(file) is null)
                result.AddError("Name a FILE, --replay or --accept-loss.");
        });
        return tree.Add(
            "restore",
            restore,
            async call =>
                call.Value(acceptLoss)
                    ? await LossAccepting.RunAsync(call, call.Value(reason)!, call.Value(person))
                    : await Restoring.RunAsync(call, call.Parsed.GetValue(file), call.Value(replay)),
            CommandNeeds.Settings
        );
    }
}
