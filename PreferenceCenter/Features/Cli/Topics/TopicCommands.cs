using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Shared.Terminal;

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

    private static readonly CatalogueFile<TopicFile, TopicPlan> File = new()
    {
        Read = TopicFileReader.Read,
        Try = (call, file) => call.Service<TopicChanges>().Try(file),
        Apply = (call, file, by) => call.Service<TopicChanges>().ApplyAsync(file, by),
        Json = (dryRun, plan, faults) => new Outcome(dryRun, plan?.Created ?? [], plan?.Changed ?? [], faults.Count),
        Lines = plan =>
            plan.Created.Select(key => $"created {key}").Concat(plan.Changed.Select(key => $"changed {key}")),
    };

    public static CommandList AddTopicCommands(this CommandList tree) =>
        File.AddApply(
                tree.Group("topics", "Categories, topics and their texts as one file."),
                "topics",
                "Applies a file of categories and topics. Those it does not name are left alone."
            )
            .Add(
                "topics export",
                new CenterCommand(
                    "export",
                    "Writes all categories and topics as one file.",
                    "topics export > topics.json"
                ),
                Export
            )
            .AddTopicMerge();

    private static Task<int> Export(CommandCall call)
    {
        call.Terminal.Out.WriteLine(call.Service<TopicChanges>().Export());
        return Task.FromResult(ExitCode.Done);
    }
}
