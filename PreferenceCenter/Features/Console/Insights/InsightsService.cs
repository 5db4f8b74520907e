using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Insights;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Insights;

/// <summary>A topic that can be chosen on the insights page.</summary>
public sealed record InsightsTopic(long Number, string Key, string Name);

/// <summary>Reads insights for the console: counts in steps of five, and nothing about a person.</summary>
internal sealed class InsightsService(
    StaffAuthorizer staff,
    InsightsReader reader,
    LeaveComments comments,
    CatalogueCache catalogue,
    Site site
) : ConsoleService(staff)
{
    /// <returns>Null where the first day comes after the last one.</returns>
    public async Task<InsightsReport?> ReadAsync(StaffTicket? ticket, InsightsQuery query)
    {
        Demand(ticket, StaffPolicies.ReadInsights);
        return query.IsReversed(reader.Today)
            ? null
            : await reader.ReadAsync(query.Period(reader.Today), NumberOf(query));
    }

    public async Task<IReadOnlyList<SaidOnLeaving>> CommentsAsync(StaffTicket? ticket, InsightsQuery query)
    {
        Demand(ticket, StaffPolicies.ReadInsights);
        return query.IsReversed(reader.Today)
            ? []
            : await comments.ReadAsync(query.Period(reader.Today), NumberOf(query));
    }

    /// <summary>The topics in the order of the catalogue, with their names in a language.</summary>
    public IReadOnlyList<InsightsTopic> Topics(StaffTicket? ticket, string language)
    {
        Demand(ticket, StaffPolicies.ReadInsights);
        return
        [
            .. catalogue.Current.Topics.Select(t => new InsightsTopic(
                t.Number,
                t.Key,
                t.Words(language, site.DefaultLanguage).Name
            )),
        ];
    }

    private long NumberOf(InsightsQuery query) =>
        query.Topic is { } key && catalogue.Current.ByKey.TryGetValue(key, out var topic)
            ? topic.Number
            : DayCounts.AllTopics;
}
