using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>
/// Applies and exports files of notices. A file is applied completely or not at all, with a ledger event for each
/// version published.
/// </summary>
internal sealed class NoticeChanges(
    Database database,
    CatalogueCache catalogue,
    ChangeWriter writer,
    Site site,
    TimeProvider clock
)
{
    public async Task<NoticePlan> ApplyAsync(NoticeFile file, Actor author, Channel channel)
    {
        NoticePlan? plan = null;
        var now = clock.GetUtcNow();
        await writer.DoAsync(
            new AdminChange(
                new Act(channel, author, now, LawfulBasis.None, 0, 0),
                context => (plan = NoticePlan.Of(file, context, new Publishing(author, now, site))).Take(context)
            )
        );
        catalogue.Refresh();
        return plan!;
    }

    /// <summary>Dry run: the plan for the file, without applying it.</summary>
    public NoticePlan Try(NoticeFile file)
    {
        using var context = database.CreateContext();
        return NoticePlan.Of(file, context, new Publishing(Actor.System, clock.GetUtcNow(), site));
    }

    public string Export()
    {
        using var context = database.CreateContext();
        var inForce = context
            .Notices.AsNoTracking()
            .Include(n => n.Texts)
            .ToList()
            .GroupBy(n => n.TopicNumber)
            .Select(g => g.MaxBy(n => n.Number)!)
            .ToList();
        return NoticeJson.File(inForce, context.Topics.AsNoTracking().ToDictionary(t => t.Number, t => t.Key));
    }
}
