using System.CommandLine;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli;

/// <summary>
/// A file that a command <c>… apply FILE [--dry-run]</c> makes the catalogue of: topics, notices, forms, settings, translations.
/// </summary>
internal sealed class CatalogueFile<TFile, TPlan>
    where TFile : class
    where TPlan : CataloguePlan
{
    /// <summary>Reads the file, and notes what is wrong with it.</summary>
    public required Func<ReadOnlyMemory<byte>, ICollection<Fault>, TFile?> Read { get; init; }

    /// <summary>What the file would change.</summary>
    public required Func<CommandCall, TFile, TPlan> Try { get; init; }
    public required Func<CommandCall, TFile, StaffBy, Task<TPlan>> Apply { get; init; }

    /// <summary>The result as JSON; without a plan where nothing was changed because of faults.</summary>
    public required Func<bool, TPlan?, IReadOnlyList<Fault>, object> Json { get; init; }

    /// <summary>A line for each change.</summary>
    public required Func<TPlan, IEnumerable<string>> Lines { get; init; }

    /// <summary>What standard error says beside them.</summary>
    public Func<TPlan, IEnumerable<string>> Notes { get; init; } = _ => [];

    public CommandList AddApply(CommandList tree, string what, string does) =>
        Add(tree, what, "apply", $"{what}.json", $"The JSON file, as {what} export writes it", does);

    /// <param name="named">The file of the example.</param>
    public CommandList Add(CommandList tree, string what, string verb, string named, string takes, string does)
    {
        var file = new Argument<string>("FILE") { Description = $"{takes}; - reads standard input." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        return tree.Add(
            $"{what} {verb}",
            new CenterCommand(verb, does, $"{what} {verb} {named} --dry-run") { file, dryRun },
            call => RunAsync(call, call.Value(file), call.Value(dryRun))
        );
    }

    // A file with faults of its own is also checked against the database, so that all faults are reported at once.
    private async Task<int> RunAsync(CommandCall call, string path, bool dryRun)
    {
        var faults = new List<Fault>();
        var file = Read(await InputFile.ReadTextAsync(call, path), faults);
        var plan =
            file is null ? null
            : dryRun || faults.Count > 0 ? Try(call, file)
            : await call.AsOperatorAsync((actor, _) => Apply(call, file, new StaffBy(actor, Channel.Command)));
        faults.AddRange(plan?.Faults ?? []);
        foreach (var fault in faults)
            call.Terminal.Error.WriteLine(FaultWords.English.Of(fault));
        var done = faults.Count == 0 ? plan : null;
        if (call.Json)
            call.Terminal.WriteJson(Json(dryRun, done, faults));
        if (done is null)
            return ExitCode.CouldNotBeDone;
        if (!call.Json)
            Print(call.Terminal, dryRun, done);
        return ExitCode.Done;
    }

    private void Print(Terminal terminal, bool dryRun, TPlan plan)
    {
        foreach (var line in Lines(plan))
            terminal.Out.WriteLine(line);
        foreach (var note in Notes(plan))
            terminal.Error.WriteLine(note);
        if (plan.Facts.Count == 0)
            terminal.Out.WriteLine("nothing differs");
        else if (dryRun)
            terminal.Out.WriteLine("nothing was changed: this was a dry run");
    }
}
