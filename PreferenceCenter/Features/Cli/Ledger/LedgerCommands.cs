using System.Globalization;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Ledger;

/// <summary>
/// The commands <c>ledger …</c>: verify the log, compare the current choices with its events, print checkpoints.
/// </summary>
internal static class LedgerCommands
{
    /// <summary>The JSON result of <c>ledger verify</c>.</summary>
    private sealed record Verdict(bool Ok, int Logs, long Batches, long Events, Bad? Bad);

    /// <summary>What does not verify; no log and batch where it is a checkpoint from outside.</summary>
    private sealed record Bad(int? Log, long? Batch, string Why);

    public static CommandList AddLedgerCommands(this CommandList tree)
    {
        var (checkpoints, publicKey) = (KeptCheckpoints.Option(), ReceiptCommands.PublicKey());
        return tree.Group("ledger", "The log of every change: verify it and export its proofs.")
            .Add(
                "ledger verify",
                new CenterCommand(
                    "verify",
                    "Recomputes every hash of the log, and holds it against checkpoints from outside where given. Prints ok, or the first bad batch.",
                    "ledger verify",
                    "ledger verify --checkpoint monday.eml checkpoints/ --public-key log-signing.pub"
                )
                {
                    checkpoints,
                    publicKey,
                },
                call => Task.FromResult(Verify(call, call.Value(checkpoints) ?? [], call.Value(publicKey))),
                CommandNeeds.Database
            )
            .AddRebuildCommand()
            .Add(
                "ledger checkpoint",
                new CenterCommand(
                    "checkpoint",
                    "Prints a signed checkpoint of every log. Whoever keeps it can tell later if the past was rewritten.",
                    "ledger checkpoint > monday.txt"
                ),
                CheckpointAsync,
                CommandNeeds.Database
            )
            .AddReceiptCommands();
    }

    private static int Verify(CommandCall call, string[] files, string? keyFile)
    {
        var key = keyFile is null
            ? call.Service<ReceiptIssuer>().PublicKey
            : ReceiptCommands.ReadKey(call.Terminal, keyFile);
        if (files.Length > 0 && keyFile is null)
            call.Terminal.Error.WriteLine(
                "No --public-key: the checkpoints are held against the key kept here, which whoever rewrote the log may hold too."
            );
        var kept = KeptCheckpoints.Read(call.Terminal, files, call.Cancel);
        if (kept.Select(one => WhyNot(one, key)).FirstOrDefault(why => why is not null) is { } forged)
            return Tell(call, new Verdict(false, 0, 0, 0, new Bad(null, null, forged)));
        var notes = kept.Select(one => one.Note!.Checkpoint).ToList();
        using var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "events");
        var verdict = call.Service<LedgerVerifier>()
            .Verify(
                [.. notes.Select(note => (LogNames.SlotOf(note.Origin, key.Name)!.Value, note))],
                count => progress.Report(count),
                call.Cancel
            );
        return Tell(
            call,
            new Verdict(
                verdict.Bad is null,
                verdict.Logs,
                verdict.Batches,
                verdict.Events,
                verdict.Bad is { } bad ? new Bad(bad.Log, bad.Batch, bad.Why) : null
            )
        );
    }

    // A checkpoint that its key did not sign was altered, or is of somebody else: found, and not an error of the call.
    private static string? WhyNot(KeptCheckpoint kept, VerifierKey key) =>
        kept.Note is not { } note ? $"{kept.File}: the checkpoint in it is damaged."
        : note.Verify(key) != NoteVerdict.Signed
            ? $"{kept.File}: the checkpoint of {note.Checkpoint.Origin} is not signed by {key}."
        : LogNames.SlotOf(note.Checkpoint.Origin, key.Name) is null
            ? $"{kept.File}: {note.Checkpoint.Origin} is no log of {key.Name}."
        : null;

    private static int Tell(CommandCall call, Verdict verdict)
    {
        if (call.Json)
            call.Terminal.WriteJson(verdict);
        else if (verdict.Bad is { } bad)
            call.Terminal.Out.WriteLine($"bad {Or(bad.Log)} {Or(bad.Batch)} {bad.Why}");
        else
            call.Terminal.Out.WriteLine(Invariant($"ok {verdict.Logs} {verdict.Batches} {verdict.Events}"));
        return verdict.Ok ? ExitCode.Done : ExitCode.Found;
    }

    private static string Or(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static async Task<int> CheckpointAsync(CommandCall call)
    {
        call.Terminal.Out.Write(CheckpointBundle.Write(await call.Service<ReceiptIssuer>().CheckpointsAsync()));
        return ExitCode.Done;
    }
}
