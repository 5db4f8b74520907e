using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Suppression;

/// <summary>
/// The commands <c>suppression …</c>: list and rotate the keys that hash suppressed addresses. A secret is never
/// printed. No key expires: addresses that are suppressed under a key stay suppressed.
/// </summary>
internal static class SuppressionCommands
{
    /// <summary>One key as JSON.</summary>
    private sealed record Key(int Id, string State, DateTimeOffset? MadeAt, long Rows);

    /// <summary>The JSON result of a new key.</summary>
    private sealed record Added(int Key, DateTimeOffset WritesFrom);

    public static CommandList AddSuppressionCommands(this CommandList tree) =>
        tree.Group("suppression", "Suppression lists and the keys of their hashes.")
            .Add(
                "suppression keys",
                new CenterCommand(
                    "keys",
                    "Lists the keys of the suppression list: id, state, since when, and how many addresses stand under each. Never a secret.",
                    "suppression keys"
                ),
                call => Task.FromResult(List(call)),
                CommandNeeds.Database
            )
            .Add(
                "suppression rotate",
                new CenterCommand(
                    "rotate",
                    "Makes a new key for what is suppressed from now on. Whoever is suppressed under an older one stays so.",
                    "suppression rotate"
                ),
                RotateAsync
            );

    private static int List(CommandCall call)
    {
        var (keys, database) = (call.Service<AddressHasher>().Current, call.Service<Database>());
        var writing = keys.WritingAt(call.Service<TimeProvider>().GetUtcNow());
        foreach (
            var key in keys.All.Select(k => new Key(
                k.Id,
                k == writing ? "active"
                    : k.Number > writing.Number ? "coming"
                    : "looked-up",
                k.MadeAt,
                database.CountSuppressed(k.Id)
            ))
        )
            if (call.Json)
                call.Terminal.WriteJson(key);
            else
                call.Terminal.Out.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{key.Id}\t{key.State}\t{(key.MadeAt is { } at ? $"made {at:yyyy-MM-dd}" : "from the start")}\t{key.Rows} addresses"
                    )
                );
        return ExitCode.Done;
    }

    private static async Task<int> RotateAsync(CommandCall call)
    {
        var (list, now) = (call.Service<AddressHasher>(), call.Service<TimeProvider>().GetUtcNow());
        // A number that any row or journal line names was given to a key once, even if that key is lost.
        var taken = call.Service<Database>()
            .SuppressionKeyIds()
            .Concat(call.Service<ErasureJournal>().Read().Addresses.Values)
            .Select(id => id & 255)
            .DefaultIfEmpty()
            .Max();
        if (list.Rotate(taken, now) is not { } key)
            return call.Terminal.Refuse($"Key {SuppressionKey.LastNumber} is used, and there are no more.");
        await call.AsOperatorAsync(
            async (actor, writer) =>
            {
                var act = new Act(Channel.Command, actor, now, LawfulBasis.None, 0, 0);
                return await writer.DoAsync(
                    new AdminLogEntry(act, new AdminEvent(EventKind.SuppressionKeyAdded, key.Number, 0, new Evidence()))
                );
            }
        );
        var from = now + SuppressionKeys.WritesAfter;
        if (call.Json)
            call.Terminal.WriteJson(new Added(key.Id, from));
        else
            call.Terminal.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"key {key.Id} is looked up from now on, and hashes what is suppressed from {from:HH:mm:ss} UTC on; back up the keys directory now"
                )
            );
        return ExitCode.Done;
    }
}
