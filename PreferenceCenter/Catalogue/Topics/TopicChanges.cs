using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>
/// Applies and exports files of topics. A file is applied completely or not at all, with a ledger event for each
/// difference.
/// </summary>
internal sealed class TopicChanges(Database database, CataloguePublisher publisher, Site site)
{
    public Task<TopicPlan> ApplyAsync(TopicFile file, StaffBy by) =>
        publisher.ApplyAsync(by, (context, at) => TopicPlan.Of(file, context, new Publishing(by.Actor, at, site)));

    /// <summary>
    /// Merges a topic into another one: it is archived for good at once, and its people are told apart one by one
    /// after that.
    /// </summary>
    public Task<TopicPlan> MergeAsync(string key, string into, StaffBy by) => ApplyAsync(MergeOf(key, into), by);

    /// <summary>Dry run: what keeps a topic from being merged into another one.</summary>
    public TopicPlan TryMerge(string key, string into) => Try(MergeOf(key, into));

    private static TopicFile MergeOf(string key, string into) =>
        new([], [new TopicEntry("topics[0]", key) { MergedInto = into }]);

    /// <summary>Dry run: the plan for the file, without applying it.</summary>
    public TopicPlan Try(TopicFile file) =>
        publisher.Try((context, at) => TopicPlan.Of(file, context, new Publishing(Actor.System, at, site)));

    public string Export()
    {
        using var context = database.CreateContext();
        using var session = database.Read();
        return TopicJson.File(
            CatalogueSnapshot.Read(session),
            context.Categories.AsNoTracking().Include(c => c.Texts),
            context.Topics.AsNoTracking().Include(t => t.Texts)
        );
    }
}
