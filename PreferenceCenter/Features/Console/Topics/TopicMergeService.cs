using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Insights;
using PreferenceCenter.Staff;
using PreferenceCenter.Subscriptions.TopicMerges;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>A topic that another one could be merged into.</summary>
internal sealed record MergeTarget(string Key, string Name);

/// <summary>What a merge would do: what is wrong with it, otherwise whom it means what for, in steps of five, and the published forms that it closes.</summary>
internal sealed record MergeTry(IReadOnlyList<Fault> Faults, TopicMergeCounts? Counts, IReadOnlyList<string> Forms);

/// <summary>Merges a topic into another one, by the same plan as the command <c>topics merge</c>.</summary>
internal sealed class TopicMergeService(
    StaffAuthorizer staff,
    Database database,
    TopicChanges topics,
    CatalogueCache catalogue,
    Site site,
    TimeProvider clock
) : ConsoleService(staff)
{
    /// <summary>The published topics beside the given one, by name. What each lacks is said once it is chosen.</summary>
    public IReadOnlyList<MergeTarget> Targets(StaffTicket? ticket, string key, string language)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return
        [
            .. catalogue
                .Refresh()
                .Topics.Where(t => t.Key != key && t.Topic.State == TopicState.Published)
                .Select(t => new MergeTarget(t.Key, t.Words(language, site.DefaultLanguage).Name))
                .OrderBy(t => t.Name, StringComparer.CurrentCulture),
        ];
    }

    /// <summary>Says what a merge would do, and changes nothing.</summary>
    public async Task<MergeTry> TryAsync(StaffTicket? ticket, string key, string into, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        var all = catalogue.Refresh();
        var known = all.ByKey;
        if (topics.TryMerge(key, into).Faults is { Count: > 0 } faults)
            return new MergeTry([.. faults], null, []);
        var counts = await TopicMergeCounts.ReadAsync(
            database,
            known[key].Number,
            known[into].Number,
            clock.GetUtcNow(),
            cancel
        );
        return new MergeTry(
            [],
            new TopicMergeCounts(
                CountSteps.Of(counts.Stay),
                CountSteps.Of(counts.Asked),
                CountSteps.Of(counts.AskedLater),
                CountSteps.Of(counts.KeptOut),
                CountSteps.Of(counts.TakenOff)
            ),
            all.FormsOffering(key)
        );
    }

    /// <summary>Merges the topic, for good. Sent again, it changes nothing.</summary>
    /// <returns>What is wrong; nothing where it is done.</returns>
    public async Task<IReadOnlyList<Fault>> MergeAsync(StaffTicket? ticket, string key, string into)
    {
        var by = Demand(ticket, StaffPolicies.ManageCatalogue).By;
        return (await topics.MergeAsync(key, into, by)).Faults;
    }
}
