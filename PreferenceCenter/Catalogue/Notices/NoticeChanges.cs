using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>
/// Applies and exports files of notices. A file is applied completely or not at all, with a ledger event for each
/// version published.
/// </summary>
internal sealed class NoticeChanges(Database database, CataloguePublisher publisher, Site site)
{
    public Task<NoticePlan> ApplyAsync(NoticeFile file, StaffBy by) =>
        publisher.ApplyAsync(by, (context, at) => NoticePlan.Of(file, context, new Publishing(by.Actor, at, site)));

    /// <summary>Dry run: the plan for the file, without applying it.</summary>
    public NoticePlan Try(NoticeFile file) =>
        publisher.Try((context, at) => NoticePlan.Of(file, context, new Publishing(Actor.System, at, site)));

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
