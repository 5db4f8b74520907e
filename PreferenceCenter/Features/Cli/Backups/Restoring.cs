using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Replay;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Backups;

/// <summary>
/// What <c>restore</c> does, in the order in which it is safe: whenever it is stopped it can be run again.
/// </summary>
internal static class Restoring
{
    private const string AtWork = "A server or another command works on this database: stop it first.";

    private sealed record Restored(
        string? File,
        string? Kept,
        long? People,
        long? Events,
        bool Ready,
        long? Replayed,
        long? KeptUntilTheyAppear,
        int? MailsGivenUp,
        int? ErasedAgain = null
    );

    private sealed record Accepted(string Answer, bool Ready);

    public static async Task<int> RunAsync(CommandCall call, string? file, bool replays)
    {
        var storage = call.Service<StorageSettings>();
        // With a file alone, for it goes away under whoever has it open; else beside a server that waits to be told.
        using var alone = file is null ? null : MaintenanceLock.TryTake(storage.Directory);
        using var beside = file is null ? MaintenanceLock.TryShare(storage.Directory) : null;
        if (alone is null && beside is null)
            return call.Terminal.Refuse(AtWork);

        var outcome = new Restored(null, null, null, null, false, null, null, null);
        if (file is not null)
            outcome = await PlaceAsync(call, Path.GetFullPath(file), storage.Directory);
        await call.Service<Database>().MigrateAsync(call.Cancel);
        if (call.Host.KeysLost(call.Center) is { } lost)
            return call.Terminal.Refuse(lost);
        if (replays)
            outcome = await ReplayAsync(call, outcome);
        // Whether or not the rest is told: nobody who was erased stays for a moment longer than it takes to read the
        // journal.
        var erasures = await call.Service<ErasureReplay>().RunAsync(Actor.System, call.Cancel);
        if (erasures.Named > 0)
            outcome = outcome with { ErasedAgain = erasures.Erased };

        var fault = call.Service<JournalCheck>().Fault();
        Tell(call, outcome with { Ready = fault is null });
        if (fault is not null)
            call.Terminal.Error.WriteLine($"{fault} It is not served before. {JournalCheck.WhatToDo}");
        return fault is null || !replays ? ExitCode.Done : ExitCode.CouldNotBeDone;
    }

    // Worked on aside, and what is verified is the very file that is put in place.
    private static async Task<Restored> PlaceAsync(CommandCall call, string file, string directory)
    {
        var aside = Path.Combine(directory, "restoring.db");
        BackupFile.Delete(aside);
        try
        {
            File.Copy(file, aside);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(aside, KeyFile.OwnerOnly);
            var (contents, givenUp) = await PrepareAsync(aside, call.Cancel);
            KeyFile.MakeDurable(aside);
            var kept = call.Service<Database>().ReplaceBy(aside, call.Service<TimeProvider>().GetUtcNow());
            return new Restored(file, kept, contents.People, contents.Events, false, null, null, givenUp);
        }
        finally
        {
            BackupFile.Delete(aside);
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
        // Mails that waited then may have gone out since.
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
            };
    }

    private static void Tell(CommandCall call, Restored outcome)
    {
        if (call.Json)
        {
            call.Terminal.WriteJson(outcome);
            return;
        }
        var to = call.Terminal.Out;
        if (outcome.File is not null)
            to.WriteLine($"restored {outcome.File}: {outcome.People} people, {outcome.Events} events, verified");
        if (outcome.Kept is not null)
            to.WriteLine($"the database until now is kept as {outcome.Kept}");
        if (outcome.Replayed is { } replayed)
            to.WriteLine($"replayed {replayed}, kept for people not known here {outcome.KeptUntilTheyAppear ?? 0}");
        if (outcome.MailsGivenUp is > 0 and var mails)
            to.WriteLine($"{mails} mails that waited are not sent: see outbox list --state dead");
        if (outcome.ErasedAgain is { } erased)
            to.WriteLine($"erased again {erased}");
        to.WriteLine(outcome.Ready ? "ready" : "not ready");
    }

    public static async Task<int> AcceptLossAsync(CommandCall call, string reason)
    {
        using var beside = MaintenanceLock.TryShare(call.Service<StorageSettings>().Directory);
        if (beside is null)
            return call.Terminal.Refuse("A restore is at work on this database.");
        await call.Service<Database>().MigrateAsync(call.Cancel);
        if (call.Host.KeysLost(call.Center) is { } lost)
            return call.Terminal.Refuse(lost);
        var answer = await call.Service<LossAcceptance>().AcceptAsync(call.Host.User, reason, call.Cancel);
        if (answer == LossAnswer.NoLoss)
            return call.Terminal.Refuse("There is no loss to accept: the database holds all that its journal knows.");
        if (answer == LossAnswer.SamePerson)
            return call.Terminal.Refuse(
                $"{call.Host.User} has accepted it already: a second person has to, under another name."
            );
        if (call.Json)
            call.Terminal.WriteJson(
                new Accepted(answer == LossAnswer.First ? "first" : "accepted", answer == LossAnswer.Accepted)
            );
        else
            call.Terminal.Out.WriteLine(
                answer == LossAnswer.First
                    ? "accepted by one; a second person has to within seven days"
                    : "accepted by two; the journal is put aside and a new one begun\nready"
            );
        return ExitCode.Done;
    }
}
