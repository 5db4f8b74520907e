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
