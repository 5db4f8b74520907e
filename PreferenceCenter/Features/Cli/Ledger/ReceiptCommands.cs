using System.CommandLine;
using System.Text;
using System.Text.Json;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Ledger;

/// <summary>
/// The commands <c>ledger verify-receipt</c> and <c>ledger extend-receipt</c>: whether a receipt holds, and the proofs
/// by which checkpoints of other days serve it.
/// </summary>
internal static class ReceiptCommands
{
    /// <summary>The JSON result of <c>ledger verify-receipt</c>.</summary>
    private sealed record Receipted(bool Ok, string Why, bool KeyFromReceipt);

    public static Option<string?> PublicKey() =>
        new("--public-key")
        {
            Description = "The log's public key, kept elsewhere; - reads standard input.",
            HelpName = "FILE",
        };

    public static CommandList AddReceiptCommands(this CommandList tree)
    {
        var receipt = new Argument<string>("FILE")
        {
            Description = "The receipt, or a consent proof that holds one; - reads standard input.",
        };
        var (checkpoints, publicKey) = (KeptCheckpoints.Option(), PublicKey());
        var verify = new CenterCommand(
            "verify-receipt",
            "Says whether a receipt holds. Needs no database: anybody can run it anywhere.",
            "ledger verify-receipt receipt.json --public-key log-signing.pub",
            "ledger verify-receipt proof.json --public-key log-signing.pub --checkpoint kept-emails/"
        )
        {
            receipt,
            checkpoints,
            publicKey,
        };
        verify.SetAction(
            (parsed, cancel) =>
                VerifyAsync(
                    tree.Terminal,
                    tree.WantsJson(parsed),
                    parsed.GetRequiredValue(receipt),
                    parsed.GetValue(checkpoints) ?? [],
                    parsed.GetValue(publicKey),
                    cancel
                )
        );
        var (extended, wanted) = (
            new Argument<string>("FILE")
            {
                Description = "The receipt, or a consent proof that holds one; - reads standard input.",
            },
            KeptCheckpoints.Option(required: true)
        );
        return tree.Add("ledger verify-receipt", verify)
            .Add(
                "ledger extend-receipt",
                new CenterCommand(
                    "extend-receipt",
                    "Prints a receipt with the proofs by which these checkpoints, earlier or later, can be held against it without us.",
                    "ledger extend-receipt receipt.json --checkpoint kept-emails/ > extended.json"
                )
                {
                    extended,
                    wanted,
                },
                call => ExtendAsync(call, call.Value(extended), call.Value(wanted) ?? []),
                CommandNeeds.Database
            );
    }

    public static VerifierKey ReadKey(Terminal terminal, string file)
    {
        using var text = new StreamReader(InputFile.Open(terminal, file));
        return VerifierKey.TryParse(text.ReadToEnd().Trim(), out var key)
            ? key
            : throw new InvalidDataException($"{file} holds no public key, as log-signing.pub does.");
    }

    private static async Task<int> VerifyAsync(
        Terminal terminal,
        bool json,
        string file,
        string[] checkpoints,
        string? keyFile,
        CancellationToken cancel
    )
    {
        if (!Receipt.TryParse((await ReadAsync(terminal, file, cancel)).Span, out var receipt, out var why))
            return terminal.Refuse(why);
        var kept = KeptCheckpoints.Read(terminal, checkpoints, cancel);
        var verdict = receipt.Verify(
            keyFile is null ? null : ReadKey(terminal, keyFile),
            checkpoints.Length == 0 ? null : [.. kept.Select(one => one.Note).OfType<CheckpointNote>()]
        );
        if (verdict.KeyFromReceipt)
            terminal.Error.WriteLine(
                "No --public-key: the receipt is held against the key inside it. Compare that key with one got another way."
            );
        if (verdict.Holds && kept.FirstOrDefault(one => one.Note is null) is { } damaged)
            verdict = verdict with
            {
                Fault = ReceiptFault.BadCheckpoint,
                Why = $"{damaged.File}: the checkpoint in it is damaged.",
            };
        // Nothing can be said against the receipt either: it is the call that lacks something.
        if (verdict.Fault is ReceiptFault.CheckpointOfOtherLog or ReceiptFault.CheckpointOfOtherSize)
            return terminal.Refuse(verdict.Why);
        if (json)
            terminal.WriteJson(new Receipted(verdict.Holds, verdict.Why, verdict.KeyFromReceipt));
        else
            terminal.Out.WriteLine($"{(verdict.Holds ? "ok" : "bad")} {verdict.Why}");
        return verdict.Holds ? ExitCode.Done : ExitCode.Found;
    }

    private static async Task<int> ExtendAsync(CommandCall call, string file, string[] checkpoints)
    {
        if (!Receipt.TryParse((await ReadAsync(call.Terminal, file, call.Cancel)).Span, out var receipt, out var why))
            return call.Terminal.Refuse(why);
        var issuer = call.Service<ReceiptIssuer>();
        var kept = KeptCheckpoints.Read(call.Terminal, checkpoints, call.Cancel);
        if (kept.FirstOrDefault(one => one.Note is null) is { } damaged)
            return Found(call, $"{damaged.File}: the checkpoint in it is damaged.");
        var notes = kept.Select(one => one.Note!).ToList();
        var longer = await issuer.ExtendAsync(receipt, notes);
        if (longer.Verify(issuer.PublicKey, notes) is { Holds: false } verdict)
            return Found(call, verdict.Why);
        call.Terminal.Out.WriteLine(Encoding.UTF8.GetString(longer.ToJson()));
        return ExitCode.Done;
    }

    private static int Found(CommandCall call, string why)
    {
        call.Terminal.Error.WriteLine(why);
        return ExitCode.Found;
    }

    // A consent proof holds the receipt as a member; whoever has the proof need not cut it out.
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Terminal terminal, string file, CancellationToken cancel)
    {
        var json = FileEncoding.ToUtf8(await InputFile.ReadAsync(terminal, file, cancel));
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return
                parsed.RootElement is { ValueKind: JsonValueKind.Object } proof
                && proof.TryGetProperty("receipt", out var inside)
                ? Encoding.UTF8.GetBytes(inside.GetRawText())
                : json;
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
