using System.CommandLine;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;
using PreferenceCenter.Subscriptions.TopicMerges;

namespace PreferenceCenter.Features.Cli.Topics;

/// <summary>The command <c>topics merge</c>: what it would mean for how many people, and the merge itself.</summary>
internal static class MergeCommand
{
    /// <summary>The JSON result.</summary>
    private sealed record Outcome(
        bool DryRun,
        string Topic,
        string Into,
        long Stay,
        long Asked,
        long AskedLater,
        long KeptOut,
        long TakenOff
    );

    public static CommandList AddTopicMerge(this CommandList tree)
    {
        var key = new Argument<string>("TOPIC") { Description = "Key of the topic that is archived for good." };
        var into = new Option<string>("--into") { Description = "Key of the topic that takes it in.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what it would mean, and changes nothing." };
        return tree.Add(
            "topics merge",
            new CenterCommand(
                "merge",
                "Merges a topic into another one. Who said yes to both stays, who said yes to the merged one alone is asked once, an opt-out of either is one of both. It cannot be undone.",
                "topics merge old-news --into news --dry-run",
                "topics merge old-news --into news"
            )
            {
                key,
                into,
                dryRun,
            },
            call =>
                MergeAsync(call, call.Parsed.GetValue(key)!, call.Parsed.GetValue(into)!, call.Parsed.GetValue(dryRun))
        );
    }

    private static async Task<int> MergeAsync(CommandCall call, string key, string into, bool dryRun)
    {
        var topics = call.Service<TopicChanges>();
        var catalogue = call.Service<CatalogueCache>().Refresh();
        var known = catalogue.ByKey;
        if (!known.TryGetValue(key, out var topic))
            return call.Terminal.Refuse($"There is no topic '{key}'.");
        if (topics.TryMerge(key, into).Faults is [var fault, ..])
            return call.Terminal.Refuse(FaultWords.English.Reason(fault));
        var forms = catalogue.FormsOffering(key);
        var counts = await TopicMergeCounts.ReadAsync(
            call.Service<Database>(),
            topic.Number,
            known[into].Number,
            call.Service<TimeProvider>().GetUtcNow(),
            call.Cancel
        );
        if (
            !dryRun
            && await call.AsOperatorAsync(
                async (actor, _) =>
                    (await topics.MergeAsync(key, into, new StaffBy(actor, Channel.Command))).Faults.FirstOrDefault()
            )
                is { } late
        )
            return call.Terminal.Refuse(FaultWords.English.Reason(late));
        if (call.Json)
            call.Terminal.WriteJson(
                new Outcome(
                    dryRun,
                    key,
                    into,
                    counts.Stay,
                    counts.Asked,
                    counts.AskedLater,
                    counts.KeptOut,
                    counts.TakenOff
                )
            );
        else
            foreach (
                var line in (string[])
                    [
                        dryRun ? $"would merge {key} into {into}" : $"merged {key} into {into}",
                        Invariant($"{counts.Stay} said yes to both and stay"),
                        Invariant($"{counts.Asked} said yes to {key} alone and are asked by one email, at most"),
                        Invariant(
                            $"{counts.AskedLater} of the same have paused or restricted, and are asked after that"
                        ),
                        Invariant(
                            $"{counts.KeptOut} on {key} are on neither and not asked: they left {into} or everything, bounced, complained, are there by a sale, or have an open question"
                        ),
                        Invariant($"{counts.TakenOff} left {key} and are unsubscribed from {into}"),
                    ]
            )
                call.Terminal.Out.WriteLine(line);
        foreach (var form in forms)
            call.Terminal.Error.WriteLine(
                $"The form '{form}' offers {key}: its address answers 404 until {key} is taken out of it."
            );
        return ExitCode.Done;
    }
}
