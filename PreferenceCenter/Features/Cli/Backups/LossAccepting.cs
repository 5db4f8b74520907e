using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Replay;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Backups;

/// <summary>
/// <c>restore --accept-loss</c>: two people answer for the loss of the journal. Where two accounts of the staff could,
/// each proves by its password who they are; else each is the operating system's user.
/// </summary>
internal static class LossAccepting
{
    /// <summary>The JSON result of an accepted loss.</summary>
    private sealed record Accepted(string Answer, bool Ready);

    public static async Task<int> RunAsync(CommandCall call, string reason, string? person)
    {
        if (Restoring.Refusal(call, replaces: false) is { } refusal)
            return call.Terminal.Refuse(refusal);
        using var shared = MaintenanceLock.TryShare(call.Service<StorageSettings>().Directory);
        if (shared is null)
            return call.Terminal.Refuse("A restore is at work on this database.");
        if (call.Host.KeysLost(call.Center) is { } lost)
            return call.Terminal.Refuse(lost);
        if (call.Service<JournalRegistry>() is { Mine: not null } journals && journals.DirectoryFault() is { } foreign)
            return call.Terminal.Refuse($"{JournalRegistry.Setting} {foreign}.");
        var able = call.Service<StaffProof>().Able();
        if (person is null && able >= 2)
            return call.Terminal.Refuse(
                Invariant($"{able} of the staff can answer for it: each gives --as EMAIL and the account's password.")
            );
        var proven = person is null ? null : await ProveAsync(call, person);
        if (person is not null && proven is null)
            return call.Terminal.Refuse(
                "That is not the password of an account that decides about personal data (owner or privacy)."
            );
        var answer = await call.Service<LossAcceptance>().AcceptAsync(call.Host.User, proven, reason, call.Cancel);
        if (answer == LossAnswer.NoLoss)
            return call.Terminal.Refuse("There is no loss to accept: the database holds all that its journal knows.");
        if (answer == LossAnswer.SamePerson)
            return call.Terminal.Refuse(
                $"{person ?? call.Host.User} has accepted it already: a second person has to, under another name."
            );
        // Whom the journal of erasures names is known all the same: before the next start takes them for returned.
        if (answer == LossAnswer.Accepted)
            await call.Service<ErasureReplay>().RunAsync(Actor.System, call.Cancel);
        if (call.Json)
            call.Terminal.WriteJson(
                new Accepted(answer == LossAnswer.First ? "first" : "accepted", answer == LossAnswer.Accepted)
            );
        else
            call.Terminal.Out.WriteLine(
                answer == LossAnswer.First
                    ? "accepted by one; a second person has to within seven days"
                    : "accepted by two; nothing waits any more for what is lost\nready"
            );
        return ExitCode.Done;
    }

    private static async Task<Actor?> ProveAsync(CommandCall call, string person)
    {
        if (EmailAddress.TryParse(person) is not { } address)
            return null;
        await call.Terminal.Error.WriteAsync($"Password of {address.Typed}: ");
        var password = await call.Terminal.ReadSecretAsync(call.Cancel);
        return password is null ? null : await call.Service<StaffProof>().OfAsync(address, password, call.Cancel);
    }
}
