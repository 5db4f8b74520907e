using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Forms;

/// <summary>
/// Applies and exports files of sign-up forms. A file is applied completely or not at all, with a ledger event for each
/// new version.
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

    /// <summary>Dry run: the plan for the file, without applying it.</summary>
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
