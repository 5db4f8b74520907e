using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Templates.Kept;

/// <summary>Keeps templates, checks them again, and says which are sound.</summary>
internal sealed class KeptTemplates(
    Database database,
    CataloguePublisher publisher,
    CatalogueCache catalogue,
    ChangeWriter writer,
    StaffAuthorizer staff,
    TemplateChecks checks,
    Site site
)
{
    public Task<TemplatePlan> ApplyAsync(IReadOnlyList<TemplateFile> files, StaffBy by) =>
        publisher.ApplyAsync(by, (context, at) => PlanOf(files, context, new Publishing(by.Actor, at, site)));

    /// <summary>Dry run: the plan, without applying it.</summary>
    public TemplatePlan Try(IReadOnlyList<TemplateFile> files) =>
        publisher.Try((context, at) => PlanOf(files, context, new Publishing(Actor.System, at, site)));

    /// <returns>False where there is none.</returns>
    public Task<bool> RemoveAsync(string key, StaffBy by) =>
        writer.DoAsync(
            new AdminChange<bool>(
                staff.Permit(by, StaffPolicies.ManageCatalogue),
                context =>
                {
                    if (context.Templates.Find(key) is not { } row)
                        return AdminResult.Unwritten(false);
                    context.Templates.Remove(row);
                    return AdminResult.Written(true, TemplatePlan.EventOf(row, removed: true));
                }
            )
        );

    /// <summary>All of them by key. What is old says so.</summary>
    public async Task<IReadOnlyList<KeptTemplate>> ListAsync(CancellationToken cancel = default)
    {
        var topics = catalogue.Current.ByNumber;
        await using var context = await database.CreateContextAsync();
        var rows = await context
            .Templates.OrderBy(t => t.Key)
            .Select(t => new
            {
                t.Key,
                t.Digest,
                t.TopicNumber,
                t.Stage,
                t.Language,
                t.KeptAt,
                t.CheckedAt,
                t.CheckedAgainst,
                t.Sound,
                t.Since,
                t.Errors,
                t.Unchecked,
            })
            .ToListAsync(cancel);
        return
        [
            .. rows.Select(t => new KeptTemplate(
                t.Key,
                t.Digest,
                t.TopicNumber is { } number ? topics.GetValueOrDefault(number)?.Key : null,
                t.Stage,
                t.Language,
                t.KeptAt,
                t.CheckedAt,
                !checks.IsOfNow(t.TopicNumber, t.Language, t.CheckedAgainst, t.CheckedAt)
                    ? TemplateStanding.Old
                    : KeptTemplate.StandingOf(t.Sound, t.Unchecked),
                t.Sound,
                t.Since,
                KeptTemplate.RulesOf(t.Errors),
                KeptTemplate.RulesOf(t.Unchecked)
            )),
        ];
    }

    /// <summary>Its row, with its bytes; null where there is none.</summary>
    public async Task<TemplateRow?> FindAsync(string key, CancellationToken cancel = default)
    {
        await using var context = await database.CreateContextAsync();
        return await context.Templates.AsNoTracking().SingleOrDefaultAsync(t => t.Key == key, cancel);
    }

    /// <summary>Checks it again, and notes the result. The log tells of a result that is another one.</summary>
    public async Task RecheckAsync(string key, CancellationToken cancel = default)
    {
        if (await FindAsync(key, cancel) is not { } row)
            return;
        var was = row.Sound;
        await Task.Run(() => checks.Check(row), cancel);
        await writer.DoAsync(
            new AdminChange<bool>(
                staff.Permit(StaffBy.System, StaffPolicies.ManageCatalogue),
                context =>
                    // Another one was kept under its name meanwhile, which was checked then.
                    context
                        .Templates.Where(t => t.Key == key && t.Digest == row.Digest && t.Sound == was)
                        .ExecuteUpdate(s =>
                            s.SetProperty(t => t.CheckedAt, row.CheckedAt)
                                .SetProperty(t => t.CheckedAgainst, row.CheckedAgainst)
                                .SetProperty(t => t.Sound, row.Sound)
                                .SetProperty(t => t.Since, row.Since)
                                .SetProperty(t => t.Errors, row.Errors)
                                .SetProperty(t => t.Unchecked, row.Unchecked)
                        ) == 0
                        ? AdminResult.Unwritten(false)
                    : was == row.Sound ? AdminResult.Written(true)
                    : AdminResult.Written(true, TemplatePlan.EventOf(row))
            )
        );
    }

    /// <summary>
    /// Whether a mailing of the topic may go out with a template: it is kept for that topic or any, and a check of now
    /// finds no error; what its stage cannot show keeps no mailing back. An old result is not trusted: then it is checked
    /// at once.
    /// </summary>
    /// <param name="named">The template's key, or <c>sha256:</c> and the digest of its bytes.</param>
    public async Task<bool> MayGoOutAsync(string named, TopicInfo topic, CancellationToken cancel = default)
    {
        var digest = named.StartsWith("sha256:", StringComparison.Ordinal) ? named[7..].ToLowerInvariant() : null;
        await using var context = await database.CreateContextAsync();
        var found = await context
            .Templates.Where(t =>
                (digest == null ? t.Key == named : t.Digest == digest)
                && (t.TopicNumber == null || t.TopicNumber == topic.Number)
            )
            .Select(t => new
            {
                t.Key,
                t.TopicNumber,
                t.Language,
                t.CheckedAgainst,
                t.CheckedAt,
                t.Sound,
            })
            .ToListAsync(cancel);
        foreach (var one in found)
            if (checks.IsOfNow(topic.Number, one.Language, one.CheckedAgainst, one.CheckedAt))
            {
                if (one.Sound)
                    return true;
            }
            else if (await FindAsync(one.Key, cancel) is { } row)
            {
                // One for any topic has to be sound for this one.
                row.TopicNumber = topic.Number;
                await Task.Run(() => checks.Check(row), cancel);
                if (row.Sound)
                    return true;
            }
        return false;
    }

    private TemplatePlan PlanOf(IReadOnlyList<TemplateFile> files, CenterContext context, Publishing publishing) =>
        TemplatePlan.Of(files, context, catalogue.Refresh(), checks, publishing);
}
