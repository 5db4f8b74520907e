using System.Data.Common;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Replay;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Backups;

/// <summary>
/// Runs <c>restore</c> step by step, in a safe order: if it is interrupted at any step, it can be run again.
/// </summary>
internal static class Restoring
{
    private const string InUse = "A server or another command works on this database: stop it first.";

    /// <summary>The JSON result of a restore.</summary>
    private sealed record Restored(
        string? File,
        string? Kept,
        long? People,
        long? Events,
        bool Ready,
        long? Replayed,
        long? KeptUntilTheyAppear,
        int? MailsGivenUp,
        int? ErasedAgain = null,
        long? AddressesInDoubt = null
    );

    public static async Task<int> RunAsync(CommandCall call, string? file, bool replay)
    {
        var storage = call.Service<StorageSettings>();
        // A file replaces a file, whatever it holds; on a server it fills tables, which must not be of a later version.
        if (Refusal(call, replaces: file is not null) is { } refusal)
            return call.Terminal.Refuse(refusal);
        // With a backup file, the lock is exclusive, because the database file is replaced under every process that has
        // it open. Without one, the lock is shared: a server may run beside it and wait for the replay.
        using var exclusive = file is null ? null : MaintenanceLock.TryTake(storage.Directory);
        using var shared = file is null ? MaintenanceLock.TryShare(storage.Directory) : null;
        if (exclusive is null && shared is null)
            return call.Terminal.Refuse(InUse);

        var outcome = new Restored(null, null, null, null, false, null, null, null);
        if (file is not null)
            outcome = await ReplaceAsync(call, file, storage.Directory);
        if (call.Host.KeysLost(call.Center) is { } lost)
            return call.Terminal.Refuse(lost);
        var (check, journals) = (call.Service<JournalCheck>(), call.Service<JournalRegistry>());
        if (journals.DirectoryFault() is null)
        {
            if (replay)
                outcome = await ReplayAsync(call, outcome);
            // Erasures are replayed in any case: data of erased subscribers stays no longer than it takes to read the
            // journal.
            var erasures = await call.Service<ErasureReplay>().RunAsync(Actor.System, call.Cancel);
            if (erasures.Named > 0)
                outcome = outcome with { ErasedAgain = erasures.Erased };
            if (check.OwnFault() is null)
                journals.Confirm();
        }

        var fault = check.Fault();
        Print(call, outcome with { Ready = fault is null });
        if (outcome.KeptUntilTheyAppear is > 0 and var unknown)
            call.Terminal.Error.WriteLine(UnknownHere(unknown));
        if (outcome.AddressesInDoubt is > 0 and var doubted)
            call.Terminal.Error.WriteLine(InDoubt(doubted));
        if (fault is not null)
            call.Terminal.Error.WriteLine($"{fault} It is not served before.");
        return fault is null || !replay ? ExitCode.Done : ExitCode.CouldNotBeDone;
    }

    // The journal has ids only: it does not know by which address somebody could come back.
    private static string UnknownHere(long acts) =>
        Invariant(
            $"{acts} acts are of people whom this database does not know: they were added after the backup, and left, complained or asked for less since. The journal of these acts has no addresses. An import of a list from before would subscribe these people again, but for those whose objection, erasure or restriction the desk recorded, or who asked for erasure on their page: they are on the suppression list. Before importing, get from the sending system everybody who unsubscribed or complained since the backup, and import that list first."
        );

    private static string InDoubt(long acts) =>
        Invariant(
            $"{acts} acts changed an address since the backup, or took such a change back, and the journal has no addresses. Whose the address here is, is open: nobody sees or exports data by it before privacy staff have settled it. The console's home page lists whom it is about."
        );

    internal static string? Refusal(CommandCall call, bool replaces)
    {
        try
        {
            var (schema, storage) = (call.Service<Database>().Schema(), call.Service<StorageSettings>());
            return replaces && (schema.Standing != SchemaStanding.TooNew || storage.Provider == DatabaseProvider.Sqlite)
                ? null
                : schema.Refusal;
        }
        catch (DbException) when (replaces)
        {
            // It is damaged, and replaced for that reason.
            return null;
        }
    }

    // The backup is prepared as a copy of its own. The file that was verified is the file that is put in place.
    private static async Task<Restored> ReplaceAsync(CommandCall call, string file, string directory)
    {
        var prepared = Path.Combine(directory, "restoring.db");
        BackupFile.Delete(prepared);
        try
        {
            KeyFile.TryWriteNew(prepared, "", KeyFile.OwnerOnly);
            await using (var from = InputFile.Open(call.Terminal, file))
            await using (var to = File.Open(prepared, FileMode.Truncate))
                await from.CopyToAsync(to, call.Cancel);
            var (contents, givenUp) = await PrepareAsync(prepared, call.Cancel);
            KeyFile.MakeDurable(prepared);
            var kept = call.Service<Database>().ReplaceBy(prepared, call.Service<TimeProvider>().GetUtcNow());
            var name = file == InputFile.StandardInput ? "standard input" : Path.GetFullPath(file);
            return new Restored(name, kept, contents.People, contents.Events, false, null, null, givenUp);
        }
        finally
        {
            BackupFile.Delete(prepared);
        }
    }

    private static async Task<(BackupContents Contents, int GivenUp)> PrepareAsync(
        string file,
        CancellationToken cancel
    )
    {
        using var backup = BackupFile.Open(file);
        BackupContents.VerifyFile(backup);
        await backup.MigrateAsync(cancel);
        var contents = BackupContents.Verify(backup, cancel);
        // Mails that waited when the backup was made may have been sent since.
        using var outbox = new OutboxStore(backup);
        return (contents, outbox.GiveUpWaiting(JournalReplay.Restored));
    }

    private static async Task<Restored> ReplayAsync(CommandCall call, Restored outcome)
    {
        using var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "acts");
        var result = await call.Service<JournalReplay>()
            .RunAsync(call.Host.User, count => progress.Report(count), call.Cancel);
        return result is null
            ? outcome with
            {
                Replayed = 0,
            }
            : outcome with
            {
                Replayed = result.Applied,
                KeptUntilTheyAppear = result.Kept,
                MailsGivenUp = (outcome.MailsGivenUp ?? 0) + result.GivenUp,
                AddressesInDoubt = result.Doubted,
            };
    }

    private static void Print(CommandCall call, Restored outcome)
    {
        if (call.Json)
        {
            call.Terminal.WriteJson(outcome);
            return;
        }
        var to = call.Terminal.Out;
        if (outcome.File is not null)
            to.WriteLine(
                Invariant($"restored {outcome.File}: {outcome.People} people, {outcome.Events} events, verified")
            );
        if (outcome.Kept is not null)
            to.WriteLine(
                Invariant(
                    $"the database until now is kept as {outcome.Kept}, for {KeptDatabases.KeptFor.TotalDays:0} days at most: it goes on the day after the next erasure"
                )
            );
        if (outcome.Replayed is { } replayed)
            to.WriteLine(
                Invariant($"replayed {replayed}, kept for people not known here {outcome.KeptUntilTheyAppear ?? 0}")
            );
        if (outcome.MailsGivenUp is > 0 and var mails)
            to.WriteLine(Invariant($"{mails} emails that waited are not sent: see outbox list --state dead"));
        if (outcome.ErasedAgain is { } erased)
            to.WriteLine(Invariant($"erased again {erased}"));
        to.WriteLine(outcome.Ready ? "ready" : "not ready");
    }
}
