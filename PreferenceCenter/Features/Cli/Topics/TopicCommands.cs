using PreferenceCenter.Catalogue;
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
        Try = (call, file) => Named(call, file, call.Service<TopicChanges>().Try(file)),
        Apply = async (call, file, by) => Named(call, file, await call.Service<TopicChanges>().ApplyAsync(file, by)),
        Notes = plan => plan.NotExplicit,
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

    // The statement in force stays, and so do the consents to it: neither names what is sensitive.
    private static TopicPlan Named(CommandCall call, TopicFile file, TopicPlan plan)
    {
        var known = call.Service<CatalogueCache>().Refresh().ByKey;
        plan.NotExplicit =
        [
            .. file
                .Topics.Where(t =>
                    t.Sensitive == true
                    && known.GetValueOrDefault(t.Key)?.Notice is { } notice
                    && ConsentLint.NotExplicit(notice.Texts.Select(w => (w.Key, w.Value.Html))).Any()
                )
                .Select(t =>
                    $"{t.Key} is sensitive, and its consent statement does not say so: consents to it are not explicit (GDPR article 9(2)(a)), and go on. Publish a statement that names the matter, as a new purpose."
                ),
        ];
        return plan;
    }

    private static Task<int> Export(CommandCall call)
    {
        call.Terminal.Out.WriteLine(call.Service<TopicChanges>().Export());
        return Task.FromResult(ExitCode.Done);
    }
}
