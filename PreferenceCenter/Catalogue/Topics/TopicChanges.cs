using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>
/// Applies and exports files of topics. A file is applied completely or not at all, with a ledger event for each
/// difference.
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

    /// <summary>Dry run: the plan for the file, without applying it.</summary>
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
