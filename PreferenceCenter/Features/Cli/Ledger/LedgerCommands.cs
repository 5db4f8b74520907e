using System.CommandLine;
using System.Globalization;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Ledger;

/// <summary>
/// The commands <c>ledger …</c>: verify the log, compare the current choices with its events, print checkpoints and
/// verify a receipt.
/// </summary>
internal static class LedgerCommands
{
    /// <summary>The JSON result of <c>ledger verify</c>.</summary>
    private sealed record Verdict(bool Ok, int Logs, long Batches, long Events, BadBatch? Bad);

    /// <summary>The JSON result of <c>ledger rebuild</c>.</summary>
    private sealed record Rebuilt(bool Ok, long People, long Differences);

    /// <summary>One subscriber whose stored choices differ from their events, as JSON.</summary>
    private sealed record Difference(Guid Id, string What);

    /// <summary>The JSON result of <c>ledger verify-receipt</c>.</summary>
    private sealed record Receipted(bool Ok, string Why, bool KeyFromReceipt);

    public static CommandList AddLedgerCommands(this CommandList tree)
    {
        var checkpoints = new Option<string[]>("--checkpoint")
        {
            Description = "A signed checkpoint kept elsewhere, as emailed daily. May be given several times.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        var publicKey = new Option<string?>("--public-key")
        {
            Description = "The log's public key, kept elsewhere.",
            HelpName = "FILE",
        };
        var check = new Option<bool>("--check") { Description = "Compare, and change nothing." };
        var receipt = new Argument<string>("FILE") { Description = "The receipt, as JSON." };

        var rebuild = new CenterCommand(
            "rebuild",
            "Recomputes everybody's choices from the events and says whose differ from what is kept.",
            "ledger rebuild --check"
        )
        {
            check,
        };
        rebuild.Validators.Add(result =>
        {
            if (!result.GetValue(check))
                result.AddError("Only --check is there: nothing is ever rebuilt unasked.");
        });
        var verifyReceipt = new CenterCommand(
            "verify-receipt",
            "Says whether a receipt holds. Needs no database: anybody can run it anywhere.",
            "ledger verify-receipt receipt.json --public-key log-signing.pub"
        )
        {
            receipt,
            checkpoints,
            publicKey,
        };
        verifyReceipt.SetAction(parsed =>
            VerifyReceipt(
                tree.Terminal,
                tree.WantsJson(parsed),
                parsed.GetRequiredValue(receipt),
                parsed.GetValue(checkpoints) ?? [],
                parsed.GetValue(publicKey)
            )
        );

        return tree.Group("ledger", "The log of every change: is it whole, and what does it prove.")
            .Add(
                "ledger verify",
                new CenterCommand(
                    "verify",
                    "Recomputes every hash of the log, and holds it against checkpoints from outside where given. Prints ok, or the first bad batch.",
                    "ledger verify",
                    "ledger verify --checkpoint monday.txt --public-key log-signing.pub"
                )
                {
                    checkpoints,
                    publicKey,
                },
                call => Task.FromResult(Verify(call, call.Value(checkpoints) ?? [], call.Value(publicKey))),
                CommandNeeds.Database
            )
            .Add("ledger rebuild", rebuild, call => Task.FromResult(Rebuild(call)), CommandNeeds.Database)
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
            .Add("ledger verify-receipt", verifyReceipt);
    }

    private static int Verify(CommandCall call, string[] files, string? keyFile)
    {
        var key = keyFile is null ? call.Service<ReceiptIssuer>().PublicKey : ReadKey(keyFile);
        if (files.Length > 0 && keyFile is null)
            call.Terminal.Error.WriteLine(
                "No --public-key: the checkpoints are held against the key kept here, which whoever rewrote the log may hold too."
            );
        var notes = files.SelectMany(ReadCheckpoints).ToList();
        if (notes.Find(n => n.Verify(key) != NoteVerdict.Signed) is { } unsigned)
            return call.Terminal.Refuse($"The checkpoint of {unsigned.Checkpoint.Origin} is not signed by {key}.");
        if (notes.Find(n => LogNames.SlotOf(n.Checkpoint.Origin, key.Name) is null) is { } other)
            return call.Terminal.Refuse($"{other.Checkpoint.Origin} is no log of {key.Name}.");

        using var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "events");
        var verdict = call.Service<LedgerVerifier>()
            .Verify(
                [.. notes.Select(n => (LogNames.SlotOf(n.Checkpoint.Origin, key.Name)!.Value, n.Checkpoint))],
                count => progress.Report(count),
                call.Cancel
            );
        if (call.Json)
            call.Terminal.WriteJson(
                new Verdict(verdict.Bad is null, verdict.Logs, verdict.Batches, verdict.Events, verdict.Bad)
            );
        else
            call.Terminal.Out.WriteLine(
                verdict.Bad is { } bad
                    ? string.Create(CultureInfo.InvariantCulture, $"bad {bad.Log} {bad.Batch} {bad.Why}")
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"ok {verdict.Logs} {verdict.Batches} {verdict.Events}"
                    )
            );
        return verdict.Bad is null ? ExitCode.Done : ExitCode.Found;
    }

    private static int Rebuild(CommandCall call)
    {
        var differences = 0L;
        using var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "people");
        var people = call.Service<StateRebuild>()
            .Check(
                (id, what) =>
                {
                    differences++;
                    if (call.Json)
                        call.Terminal.WriteJson(new Difference(id, what));
                    else
                        call.Terminal.Out.WriteLine($"differs {id} {what}");
                },
                count => progress.Report(count),
                call.Cancel
            );
        if (call.Json)
            call.Terminal.WriteJson(new Rebuilt(differences == 0, people, differences));
        else if (differences == 0)
            call.Terminal.Out.WriteLine(Invariant($"ok {people}"));
        return differences == 0 ? ExitCode.Done : ExitCode.Found;
    }

    private static async Task<int> CheckpointAsync(CommandCall call)
    {
        call.Terminal.Out.Write(CheckpointBundle.Write(await call.Service<ReceiptIssuer>().CheckpointsAsync()));
        return ExitCode.Done;
    }

    private static int VerifyReceipt(Terminal terminal, bool json, string file, string[] checkpoints, string? keyFile)
    {
        if (!Receipt.TryParse(File.ReadAllBytes(file), out var receipt, out var why))
            return terminal.Refuse(why);
        var verdict = receipt.Verify(
            keyFile is null ? null : ReadKey(keyFile),
            checkpoints.Length == 0 ? null : [.. checkpoints.SelectMany(ReadCheckpoints)]
        );
        if (verdict.KeyFromReceipt)
            terminal.Error.WriteLine(
                "No --public-key: the receipt is held against the key inside it. Compare that key with one got another way."
            );
        if (json)
            terminal.WriteJson(new Receipted(verdict.Holds, verdict.Why, verdict.KeyFromReceipt));
        else
            terminal.Out.WriteLine($"{(verdict.Holds ? "ok" : "bad")} {verdict.Why}");
        return verdict.Holds ? ExitCode.Done : ExitCode.Found;
    }

    private static IReadOnlyList<CheckpointNote> ReadCheckpoints(string file) =>
        CheckpointBundle.TryParse(File.ReadAllText(file), out var notes)
            ? notes
            : throw new InvalidDataException($"{file} holds no signed checkpoint.");

    private static VerifierKey ReadKey(string file) =>
        VerifierKey.TryParse(File.ReadAllText(file).Trim(), out var key)
            ? key
            : throw new InvalidDataException($"{file} holds no public key, as log-signing.pub does.");
}
