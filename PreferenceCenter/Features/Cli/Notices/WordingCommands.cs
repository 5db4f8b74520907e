using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Terminal;

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

    private static readonly CatalogueFile<NoticeFile, NoticePlan> Notices = new()
    {
        Read = NoticeFileReader.Read,
        Try = (call, file) => call.Service<NoticeChanges>().Try(file),
        Apply = (call, file, by) => call.Service<NoticeChanges>().ApplyAsync(file, by),
        Json = (dryRun, plan, faults) => new Outcome(dryRun, plan?.Published ?? [], [], LinesOf(faults)),
        Lines = plan => plan.Published.Select(name => $"published {name}"),
    };
    private static readonly CatalogueFile<Catalogue.Forms.FormFile, FormPlan> Forms = new()
    {
        Read = FormFileReader.Read,
        Try = (call, file) => call.Service<FormChanges>().Try(file),
        Apply = (call, file, by) => call.Service<FormChanges>().ApplyAsync(file, by),
        Json = (dryRun, plan, faults) => new Outcome(dryRun, [], plan?.Changed ?? [], LinesOf(faults)),
        Lines = plan => plan.Changed.Select(name => $"changed {name}"),
    };

    public static CommandList AddNoticeCommands(this CommandList tree)
    {
        tree.Group("notices", "Consent statements and the privacy information of GDPR article 13, as one file.")
            .Group("forms", "Sign-up forms as one file, or as HTML for a page elsewhere.");
        Notices
            .AddApply(
                tree,
                "notices",
                "Publishes the statements of a file: a new version of each that differs. Versions are never altered."
            )
            .Add(
                "notices export",
                new CenterCommand(
                    "export",
                    "Writes the statements in force as one file.",
                    "notices export > notices.json"
                ),
                call => Export(call, call.Service<NoticeChanges>().Export())
            );
        return Forms
            .AddApply(tree, "forms", "Applies a file of sign-up forms. A form with faults is not published.")
            .Add(
                "forms export",
                new CenterCommand("export", "Writes all sign-up forms as one file.", "forms export > forms.json"),
                call => Export(call, call.Service<FormChanges>().Export())
            );
    }

    private static FaultLine[] LinesOf(IEnumerable<Fault> faults) =>
        [.. faults.Select(f => new FaultLine(FaultWords.English.Place(f.Place), FaultWords.English.Reason(f)))];

    private static Task<int> Export(CommandCall call, string json)
    {
        call.Terminal.Out.WriteLine(json);
        return Task.FromResult(ExitCode.Done);
    }
}
