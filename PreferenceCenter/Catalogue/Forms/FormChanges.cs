using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Forms;

/// <summary>
/// Applies and exports files of sign-up forms. A file is applied completely or not at all, with a ledger event for each
/// new version.
/// </summary>
internal sealed class FormChanges(Database database, CatalogueCache catalogue, CataloguePublisher publisher, Site site)
{
    public Task<FormPlan> ApplyAsync(FormFile file, StaffBy by) =>
        publisher.ApplyAsync(by, (context, at) => PlanOf(file, context, by.Actor, at));

    /// <summary>Dry run: the plan for the file, without applying it.</summary>
    public FormPlan Try(FormFile file) => publisher.Try((context, at) => PlanOf(file, context, Actor.System, at));

    private FormPlan PlanOf(FormFile file, CenterContext context, Actor author, DateTimeOffset at) =>
        FormPlan.Of(file, context, catalogue.Refresh(), new Publishing(author, at, site));

    public string Export()
    {
        using var context = database.CreateContext();
        return FormJsonFile.File(
            context.Forms.AsNoTracking().ToList().GroupBy(f => f.Key).Select(g => g.MaxBy(f => f.Version)!)
        );
    }
}
