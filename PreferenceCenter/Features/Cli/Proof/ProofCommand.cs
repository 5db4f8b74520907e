using System.CommandLine;
using PreferenceCenter.ConsentEvidence.Proof;
using PreferenceCenter.Data;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Proof;

/// <summary>
/// The command <c>consent proof</c>: writes all evidence for the consents of one subscriber, which the controller must
/// be able to demonstrate (GDPR article 7(1)).
/// </summary>
internal static class ProofCommand
{
    /// <summary>The JSON result when a page was written.</summary>
    private sealed record Written(string Html);

    public static CommandList AddProofCommand(this CommandList tree)
    {
        var email = new Option<string>("--email")
        {
            Description = "The address; - reads it from standard input, where no list of processes shows it.",
            HelpName = "A",
            Required = true,
        };
        var html = new Option<string?>("--html")
        {
            Description = "Write a page to read and print to that new file instead.",
            HelpName = "FILE",
        }.Written();
        var checkpoints = KeptCheckpoints.Option();
        return tree.Add(
            "consent proof",
            new CenterCommand(
                "proof",
                "Writes everything that proves one person's consents: who, when, what words, how, and where it stands in the log.",
                "consent proof --email ada@example.org",
                "consent proof --email - --html proof.html < address.txt",
                "consent proof --email ada@example.org --checkpoint kept-emails/ > proof.json"
            )
            {
                email,
                html,
                checkpoints,
            },
            call => ProveAsync(call, call.Value(email)!, call.Value(html), call.Value(checkpoints) ?? [])
        );
    }

    private static async Task<int> ProveAsync(CommandCall call, string typed, string? file, string[] checkpoints)
    {
        var (person, exitCode) = await SubscriberFinder.FindAsync(call, typed);
        if (person is null)
            return exitCode;
        var kept = KeptCheckpoints.Read(call.Terminal, checkpoints, call.Cancel);
        if (kept.FirstOrDefault(one => one.Note is null) is { } damaged)
            return call.Terminal.Refuse($"{damaged.File}: the checkpoint in it is damaged.");
        var proof = await call.Service<ProofReader>().OfAsync(person, [.. kept.Select(one => one.Note!)]);
        if (file is not null)
            return Write(call, proof, file);
        if (call.Json)
            call.Terminal.WriteJson(proof);
        else
            call.Terminal.WriteIndentedJson(proof);
        return ExitCode.Done;
    }

    // The page holds all evidence about one subscriber: only its owner may read it, and it never overwrites a file.
    private static int Write(CommandCall call, ConsentProof proof, string file)
    {
        if (!KeyFile.TryWriteNew(file, ProofPage.Of(proof), KeyFile.OwnerOnly))
            return call.Terminal.Refuse($"{file} is there already, and is not overwritten.");
        if (call.Json)
            call.Terminal.WriteJson(new Written(file));
        else
            call.Terminal.Out.WriteLine(file);
        return ExitCode.Done;
    }
}
