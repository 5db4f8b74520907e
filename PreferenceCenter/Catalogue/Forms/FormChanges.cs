using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Forms;

/// <summary>
/// Takes a file of forms in and gives one out. All of a file or nothing of it, with an event for each new version.
/// </summary>
internal sealed class FormChanges(
    Database database,
    CatalogueCache catalogue,
    ChangeWriter writer,
    Site site,
    TimeProvider clock
)
{
    public async Task<FormPlan> ApplyAsync(FormFile file, Actor author, Channel channel)
    {
        FormPlan? plan = null;
        var (now, known) = (clock.GetUtcNow(), catalogue.Refresh());
        await writer.DoAsync(
            new AdminChange(
                new Act(channel, author, now, LawfulBasis.None, 0, 0),
                context => (plan = FormPlan.Of(file, context, known, new Publishing(author, now, site))).Take(context)
            )
        );
        catalogue.Refresh();
        return plan!;
    }

    /// <summary>What applying would do.</summary>
    public FormPlan Try(FormFile file)
    {
        using var context = database.CreateContext();
        return FormPlan.Of(file, context, catalogue.Refresh(), new Publishing(Actor.System, clock.GetUtcNow(), site));
    }

    public string Export()
    {
        using var context = database.CreateContext();
        return FormJsonFile.File(
            context.Forms.AsNoTracking().ToList().GroupBy(f => f.Key).Select(g => g.MaxBy(f => f.Version)!)
        );
    }
}
