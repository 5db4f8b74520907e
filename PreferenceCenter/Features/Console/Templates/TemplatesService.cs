using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Links;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Kept;
using PreferenceCenter.Templates.Preview;

namespace PreferenceCenter.Features.Console.Templates;

/// <summary>A topic that can be chosen.</summary>
public sealed record TemplateTopicChoice(string Key, string Name);

/// <summary>What a message can be checked as.</summary>
/// <param name="Topics">In the order of the catalogue, with their names in the reader's language.</param>
/// <param name="Languages">Those of the site.</param>
public sealed record TemplateChoices(IReadOnlyList<TemplateTopicChoice> Topics, IReadOnlyList<string> Languages)
{
    public static readonly TemplateChoices None = new([], []);
}

/// <summary>Checks messages and keeps templates for the console.</summary>
internal sealed class TemplatesService(
    StaffAuthorizer staff,
    TemplateContexts contexts,
    KeptTemplates templates,
    LinkKeyRing keys,
    CatalogueCache catalogue,
    Site site
) : ConsoleService(staff)
{
    /// <summary>Larger messages are refused: nobody waits for one, and no mailing is that large.</summary>
    public const int MostBytes = TemplateFile.MostBytes;

    // A check takes milliseconds; one that is made to last takes no more than its share of the server.
    private static readonly SemaphoreSlim Running = new(2);

    /// <summary>Checks any bytes as a message. Nothing is kept.</summary>
    public async Task<CheckedTemplate> CheckAsync(
        StaffTicket? ticket,
        ReadOnlyMemory<byte> bytes,
        CheckedAs given,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        var context = ContextOf(given);
        await Running.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Check(bytes, given.Stage, context), cancel);
        }
        finally
        {
            Running.Release();
        }
    }

    /// <summary>Keeps a message under a name, and checks it.</summary>
    /// <returns>What is wrong; nothing where it is kept.</returns>
    public async Task<IReadOnlyList<Fault>> KeepTemplateAsync(
        StaffTicket? ticket,
        string key,
        ReadOnlyMemory<byte> bytes,
        CheckedAs given
    )
    {
        var by = Demand(ticket, StaffPolicies.ManageCatalogue).By;
        return (
            await templates.ApplyAsync([new TemplateFile(key, bytes, given.Topic, given.Stage, given.Language)], by)
        ).Faults;
    }

    /// <summary>Keeps a template no longer.</summary>
    public Task<bool> RemoveAsync(StaffTicket? ticket, string key) =>
        templates.RemoveAsync(key, Demand(ticket, StaffPolicies.ManageCatalogue).By);

    /// <summary>Checks a kept template again, as the program does each night.</summary>
    public Task RecheckAsync(StaffTicket? ticket, string key)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return templates.RecheckAsync(key);
    }

    public Task<IReadOnlyList<KeptTemplate>> ListAsync(StaffTicket? ticket, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return templates.ListAsync(cancel);
    }

    /// <returns>A kept template and a check of now; nothing where there is none.</returns>
    public async Task<(KeptTemplate? Kept, CheckedTemplate? Result)> FindTemplateAsync(
        StaffTicket? ticket,
        string key,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        var kept = (await templates.ListAsync(cancel)).SingleOrDefault(t => t.Key == key);
        return kept is not null && await templates.FindAsync(key, cancel) is { } row
            ? (
                kept,
                (
                    await CheckAsync(
                        ticket,
                        row.Content,
                        CheckedAs.Of(kept.Topic ?? "", kept.Stage ?? "", kept.Language ?? ""),
                        cancel
                    )
                ).KeptAs(row.Content)
            )
            : (null, null);
    }

    public TemplateChoices Choices(StaffTicket? ticket, string language)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return new TemplateChoices(
            [
                .. catalogue
                    .Current.Topics.Where(t => t.Topic.State != TopicState.Archived)
                    .Select(t => new TemplateTopicChoice(t.Key, t.Words(language, site.DefaultLanguage).Name)),
            ],
            site.Languages
        );
    }

    private TemplateContext ContextOf(CheckedAs given)
    {
        var now = catalogue.Current;
        var context =
            given.Topic is { } key && now.ByKey.TryGetValue(key, out var topic)
                ? contexts.Of(keys.Current, now, topic)
                : contexts.Of(keys.Current);
        return context with { Language = given.Language };
    }

    private static CheckedTemplate Check(ReadOnlyMemory<byte> bytes, TemplateStage? stage, TemplateContext context)
    {
        var report = TemplateCheck.Run(bytes, stage, context);
        var found = FindingGroup.Of(report);
        return new CheckedTemplate(report, found, MessagePreview.Of(bytes, report.Stage, found));
    }
}
