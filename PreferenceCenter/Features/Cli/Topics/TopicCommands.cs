using System.CommandLine;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Topics;

/// <summary>The commands <c>topics apply</c> and <c>topics export</c>: topics as a file, for version control.</summary>
internal static class TopicCommands
{
    /// <summary>The JSON result of an applied file.</summary>
    private sealed record Outcome(
        bool DryRun,
        IReadOnlyList<string> Created,
        IReadOnlyList<string> Changed,
        int Faults
    );

    public static CommandList AddTopicCommands(this CommandList tree)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The JSON file, as topics export writes it; - reads standard input.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var apply = new CenterCommand(
            "apply",
            "Applies a file of categories and topics. Those it does not name are left alone.",
            "topics apply topics.json --dry-run"
        )
        {
            file,
            dryRun,
        };
        return tree.Group("topics", "Categories, topics and their texts as one file.")
            .Add("topics apply", apply, call => ApplyAsync(call, call.Value(file), call.Value(dryRun)))
            .Add(
                "topics export",
                new CenterCommand(
                    "export",
                    "Writes all categories and topics as one file.",
                    "topics export > topics.json"
                ),
                Export
            );
    }

    private static async Task<int> ApplyAsync(CommandCall call, string path, bool dryRun)
    {
        var faults = new List<Fault>();
        var file = TopicFileReader.Read(await InputFile.ReadTextAsync(call, path), faults);
        var changes = call.Service<TopicChanges>();
        // A file with faults of its own is also checked against the database, so that all faults are reported at once.
        var plan =
            file is null ? null
            : dryRun || faults.Count > 0 ? changes.Try(file)
            : await call.AsOperatorAsync((actor, _) => changes.ApplyAsync(file, new StaffBy(actor, Channel.Command)));
        if (plan is not null)
            faults.AddRange(plan.Faults);
        foreach (var fault in faults)
            call.Terminal.Error.WriteLine(FaultWords.English.Of(fault));
        if (plan is null || faults.Count > 0)
        {
            if (call.Json)
                call.Terminal.WriteJson(new Outcome(dryRun, [], [], faults.Count));
            return ExitCode.CouldNotBeDone;
        }
        Print(call, dryRun, plan);
        return ExitCode.Done;
    }

    private static void Print(CommandCall call, bool dryRun, TopicPlan plan)
    {
        if (call.Json)
        {
            call.Terminal.WriteJson(new Outcome(dryRun, plan.Created, plan.Changed, 0));
            return;
        }
        foreach (var key in plan.Created)
            call.Terminal.Out.WriteLine($"created {key}");
        foreach (var key in plan.Changed)
            call.Terminal.Out.WriteLine($"changed {key}");
        if (plan.Facts.Count == 0)
            call.Terminal.Out.WriteLine("nothing differs");
        else if (dryRun)
            call.Terminal.Out.WriteLine("nothing was changed: this was a dry run");
    }

    private static Task<int> Export(CommandCall call)
    {
        call.Terminal.Out.WriteLine(call.Service<TopicChanges>().Export());
        return Task.FromResult(ExitCode.Done);
    }
}
