using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>
/// Takes a file of topics in and gives one out. All of a file or nothing of it, with an event for whatever differs.
/// </summary>
internal sealed class TopicChanges(
    Database database,
    CatalogueCache catalogue,
    ChangeWriter writer,
    Site site,
    TimeProvider clock
)
{
    public async Task<TopicPlan> ApplyAsync(TopicFile file, Actor actor, Channel channel)
    {
        TopicPlan? plan = null;
        var act = new Act(channel, actor, clock.GetUtcNow(), LawfulBasis.None, 0, 0);
        await writer.DoAsync(
            new AdminChange(act, context => (plan = TopicPlan.Of(file, context, site.DefaultLanguage)).Take(context))
        );
        catalogue.Refresh();
        return plan!;
    }

    /// <summary>What applying would do.</summary>
    public TopicPlan Try(TopicFile file)
    {
        using var context = database.CreateContext();
        return TopicPlan.Of(file, context, site.DefaultLanguage);
    }

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
