using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Charts;
using PreferenceCenter.Insights;
using PreferenceCenter.Shared.Csv;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Insights;

/// <summary>Registers the insights page, and maps its download.</summary>
internal static class InsightsModule
{
    public static IServiceCollection AddInsightsPages(this IServiceCollection services) =>
        services.AddScoped<InsightsService>();

    public static void MapInsightsPages(this IEndpointRouteBuilder routes) =>
        routes.MapStaffPage("/staff/insights.csv", StaffPolicies.ReadInsights, CsvAsync);

    private static async Task<IResult> CsvAsync(StaffPageContext request)
    {
        var (asked, service) = (request.Http.Request.Query, request.Service<InsightsService>());
        var query = InsightsQuery.Of(asked["from"], asked["to"], asked["last"], asked["topic"]);
        // The page says what is wrong with the days.
        if (await service.ReadAsync(request.Who.Ticket, query) is not { } report)
            return Results.LocalRedirect($"/staff/insights?{query.ToQuery()}");
        var keys = service.Topics(request.Who.Ticket, "").ToDictionary(t => t.Number, t => t.Key);
        var csv = new StringWriter(CultureInfo.InvariantCulture);
        Write(csv, report, topic => keys.GetValueOrDefault(topic) ?? Invariant($"{topic}"));
        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName(
            $"insights-{InsightsQuery.Typed(report.Period.From)}-{InsightsQuery.Typed(report.Period.To)}.csv"
        );
        request.Http.Response.Headers.ContentDisposition = name.ToString();
        request.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8");
    }

    /// <summary>Writes every number of the report, as the page tells it: a row each.</summary>
    internal static void Write(TextWriter csv, InsightsReport report, Func<long, string> keyOf)
    {
        CsvText.WriteRow(csv, "what", "of", "from", "to", "count");
        var all = report.Topic == DayCounts.AllTopics ? "all" : keyOf(report.Topic);
        void Row(string what, string of, DateOnly from, DateOnly to, long count, bool people = false) =>
            CsvText.WriteRow(
                csv,
                what,
                of,
                InsightsQuery.Typed(from),
                InsightsQuery.Typed(to),
                ToldCount.InFile(count, people)
            );
        var period = report.Period;
        Row("subscribers", all, period.To, period.To, report.People.Now, people: true);
        Row("subscribed", all, period.From, period.To, report.Gained.Now);
        Row("unsubscribed", all, period.From, period.To, report.Lost.Now);
        foreach (var (part, i) in report.Parts.Select((part, i) => (part, i)))
        {
            Row("subscribed", all, part.Start, period.EndOf(i), part.Gained);
            Row("unsubscribed", all, part.Start, period.EndOf(i), part.Lost);
        }
        foreach (var topic in report.Topics)
        foreach (var (people, i) in topic.People.Select((people, i) => (people, i)))
            Row("subscribers", keyOf(topic.Topic), period.EndOf(i), period.EndOf(i), people, people: true);
        foreach (var (kind, count) in report.Counts)
            Row(WireName.Of(kind), all, period.From, period.To, count);
        foreach (var form in report.Forms)
        {
            Row("form-submitted", form.Form, period.From, period.To, form.Submitted);
            Row("form-confirmed", form.Form, period.From, period.To, form.Confirmed);
        }
        // Of today, whatever the period: no days.
        foreach (var (language, people) in report.Languages)
            CsvText.WriteRow(csv, "language-now", language, "", "", ToldCount.InFile(people, people: true));
    }
}
