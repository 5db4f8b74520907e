using System.CommandLine;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Notices;

/// <summary>
/// The commands <c>notices …</c> and <c>forms …</c>: apply and export notices and sign-up forms as files, for version
/// control.
/// </summary>
internal static class WordingCommands
{
    /// <summary>The JSON result of an applied file.</summary>
    private sealed record Outcome(
        bool DryRun,
        IReadOnlyList<string> Published,
        IReadOnlyList<string> Changed,
        IReadOnlyList<FaultLine> Faults
    );

    private sealed record FaultLine(string Path, string Reason);

    public static CommandList AddNoticeCommands(this CommandList tree) =>
        tree.Group("notices", "Consent statements and the privacy information of GDPR article 13, as one file.")
            .Group("forms", "Sign-up forms as one file, or as HTML for a page elsewhere.")
            .AddApply(
                "notices",
                "Publishes the statements of a file: a new version of each that differs. Versions are never altered.",
                ApplyNoticesAsync
            )
            .Add(
                "notices export",
                new CenterCommand(
                    "export",
                    "Writes the statements in force as one file.",
                    "notices export > notices.json"
                ),
                call => Export(call, call.Service<NoticeChanges>().Export())
            )
            .AddApply("forms", "Applies a file of sign-up forms. A form with faults is not published.", ApplyFormsAsync)
            .Add(
                "forms export",
                new CenterCommand("export", "Writes all sign-up forms as one file.", "forms export > forms.json"),
                call => Export(call, call.Service<FormChanges>().Export())
            );

    private static CommandList AddApply(
        this CommandList tree,
        string what,
        string does,
        Func<CommandCall, ReadOnlyMemory<byte>, bool, Task<Outcome>> apply
    )
    {
        var file = new Argument<string>("FILE")
        {
            Description = $"The JSON file, as {what} export writes it; - reads standard input.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var command = new CenterCommand("apply", does, $"{what} apply {what}.json --dry-run") { file, dryRun };
        return tree.Add(
            $"{what} apply",
            command,
            async call =>
                Print(
                    call,
                    await apply(call, await InputFile.ReadTextAsync(call, call.Value(file)), call.Value(dryRun))
                )
        );
    }

    private static async Task<Outcome> ApplyNoticesAsync(CommandCall call, ReadOnlyMemory<byte> json, bool dryRun)
    {
        var (faults, changes) = (new List<Fault>(), call.Service<NoticeChanges>());
        var file = NoticeFileReader.Read(json, faults);
        var plan =
            file is null ? null
            : dryRun || faults.Count > 0 ? changes.Try(file)
            : await call.AsOperatorAsync((actor, _) => changes.ApplyAsync(file, new StaffBy(actor, Channel.Command)));
        return new Outcome(dryRun, plan?.Published ?? [], [], Lines([.. faults, .. plan?.Faults ?? []]));
    }

    private static async Task<Outcome> ApplyFormsAsync(CommandCall call, ReadOnlyMemory<byte> json, bool dryRun)
    {
        var (faults, changes) = (new List<Fault>(), call.Service<FormChanges>());
        var file = FormFileReader.Read(json, faults);
        var plan =
            file is null ? null
            : dryRun || faults.Count > 0 ? changes.Try(file)
            : await call.AsOperatorAsync((actor, _) => changes.ApplyAsync(file, new StaffBy(actor, Channel.Command)));
        return new Outcome(dryRun, [], plan?.Changed ?? [], Lines([.. faults, .. plan?.Faults ?? []]));
    }

    private static FaultLine[] Lines(IEnumerable<Fault> faults) =>
        [.. faults.Select(f => new FaultLine(FaultWords.English.Place(f.Place), FaultWords.English.Reason(f)))];

    private static int Print(CommandCall call, Outcome outcome)
    {
        foreach (var (path, reason) in outcome.Faults)
            call.Terminal.Error.WriteLine($"{path}: {reason}");
        if (outcome.Faults.Count > 0)
            outcome = outcome with { Published = [], Changed = [] };
        if (call.Json)
            call.Terminal.WriteJson(outcome);
        if (outcome.Faults.Count > 0)
            return ExitCode.CouldNotBeDone;
        if (call.Json)
            return ExitCode.Done;
        foreach (var name in outcome.Published)
            call.Terminal.Out.WriteLine($"published {name}");
        foreach (var name in outcome.Changed)
            call.Terminal.Out.WriteLine($"changed {name}");
        if (outcome.Published.Count + outcome.Changed.Count == 0)
            call.Terminal.Out.WriteLine("nothing differs");
        else if (outcome.DryRun)
            call.Terminal.Out.WriteLine("nothing was changed: this was a dry run");
        return ExitCode.Done;
    }

    private static Task<int> Export(CommandCall call, string json)
    {
        call.Terminal.Out.WriteLine(json);
        return Task.FromResult(ExitCode.Done);
    }
}
