using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Insights;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Home;

/// <summary>What the home page shows.</summary>
/// <param name="Trends">Twelve weeks of growth and leaving, for who may read insights.</param>
/// <param name="InTime">How many requests of a year were answered in time, for who may read them.</param>
internal sealed record HomeView(
    HomeFigures Figures,
    WaitingItems Waiting,
    InsightsReport? Trends,
    AnsweredInTime? InTime
);

/// <summary>The few figures of the home page.</summary>
/// <param name="People">Exact for who may read personal data; in steps of five for the others.</param>
/// <param name="MailsWaiting">Null for who may not open the outbox: an email that waits may answer a privacy request.</param>
internal sealed record HomeFigures(long People, int? MailsWaiting, int? OpenRequests)
{
    public bool Exact => MailsWaiting is not null;
}

/// <summary>Reads the home page: what waits, as the features say it, and a few figures.</summary>
internal sealed class HomeService(
    StaffAuthorizer staff,
    Database database,
    IEnumerable<IWaitingSource> sources,
    InsightsReader insights,
    RequestFigures requests,
    CatalogueCache catalogue
) : ConsoleService(staff)
{
    /// <summary>Twelve weeks, as the insights page opens.</summary>
    private const int Days = 84;

    public async Task<HomeView> HomeAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        var who = Demand(ticket, StaffPolicies.UseConsole);
        var waiting = WaitingItems.None;
        foreach (var source in sources.Where(source => who.Has(source.Policy)))
        {
            var found = await source.FindAsync(who.Ticket, frame, cancel);
            waiting = new WaitingItems([.. waiting.First, .. found.First], waiting.Total + found.Total);
        }
        return new HomeView(
            await CountAsync(who, cancel),
            waiting,
            who.Has(StaffPolicies.ReadInsights) && catalogue.Current.Topics.Count > 0
                ? await insights.ReadAsync(InsightsPeriod.Last(Days, insights.Today), DayCounts.AllTopics)
                : null,
            who.Has(StaffPolicies.ReadPersonalData) ? await requests.InTimeAsync(cancel) : null
        );
    }

    private async Task<HomeFigures> CountAsync(StaffIdentity who, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var people = await context.Subscribers.LongCountAsync(cancel);
        // Marketing must not learn of privacy requests, not even their number (SEC-18), nor by two looks of one person.
        return !who.Has(StaffPolicies.ReadPersonalData)
            ? new HomeFigures(CountSteps.Of(people), null, null)
            : new HomeFigures(
                people,
                await context.Outbox.CountAsync(m => m.State == MailState.Waiting, cancel),
                await context.Requests.CountAsync(r => r.ClosedAt == null, cancel)
            );
    }
}
