using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
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

/// <summary>Checks messages for the console.</summary>
internal sealed class TemplatesService(
    StaffAuthorizer staff,
    TemplateContexts contexts,
    LinkKeyRing keys,
    CatalogueCache catalogue,
    Site site
) : ConsoleService(staff)
{
    /// <summary>Larger messages are refused: nobody waits for one, and no mailing is that large.</summary>
    public const int MostBytes = 2 << 20;

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
