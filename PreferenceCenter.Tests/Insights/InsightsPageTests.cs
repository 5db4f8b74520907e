using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Insights;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Insights;

/// <summary>Tests what the insights page and its download show of a history, on both databases.</summary>
public sealed class InsightsPageTests
{
    [DatabaseFact]
    public async Task Marketing_sees_how_people_came_and_went_and_nobody_sees_who()
    {
        await using var center = await RequestCenter.StartAsync();
        var reader = center.Web.Get<InsightsReader>();
        var before = await reader.ReadAsync(InsightsPeriod.Last(7, reader.Today), DayCounts.AllTopics);
        Assert.Equal((0, 0, 0), (before.People.Now, before.Gained.Now, before.Lost.Now));

        var people = new List<Http.Person>();
        for (var i = 0; i < 23; i++)
            people.Add(await center.Web.SubscribeAsync(1));
        foreach (var one in people.Take(12))
            Assert.True((await center.Web.ActAsync(one, new Leave(1), Channel.OneClick)).Ok);
        foreach (var one in people.Take(6))
            Assert.True((await center.Web.ActAsync(one, new GiveReason(1, LeaveReason.TooMany))).Ok);
        await SayAsync(center, people.Skip(6).Take(4), "four of them");

        var report = await reader.ReadAsync(InsightsPeriod.Last(7, reader.Today), DayCounts.AllTopics);
        Assert.Equal((10, 20, 10), (report.People.Now, report.Gained.Now, report.Lost.Now));
        Assert.Equal(20, report.Counts[DayCount.GainedByImport]);
        Assert.Equal(10, report.Counts[DayCount.LostByOneClick]);
        Assert.Equal(5, report.Counts[DayCount.TooMany]);
        Assert.Equal(0, report.Counts[DayCount.OtherReason]);
        Assert.Equal(20, report.Parts[^1].Gained);
        Assert.Equal(0, report.Parts.SkipLast(1).Sum(p => p.Gained + p.Lost));
        Assert.Equal(10, Assert.Single(report.Topics).Last);
        Assert.Equal(("en", 10), Assert.Single(report.Languages));

        var marketing = await center.Staff.SignInAsync(StaffRole.Marketing);
        var page = await marketing.GetAsync("/staff/insights?last=28&words=true");
        Assert.Equal(200, page.Status);
        Assert.Contains("fewer than 5", page.Body, StringComparison.Ordinal);
        Assert.Contains("would take a tracking beacon", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("four of them", page.Body, StringComparison.Ordinal);
        Assert.All(people, one => Assert.DoesNotContain(one.Address, page.Body, StringComparison.Ordinal));

        var csv = await marketing.GetAsync("/staff/insights.csv?last=28");
        Assert.Equal(
            (200, "text/csv; charset=utf-8", "default-src 'none'; sandbox"),
            (csv.Status, csv["Content-Type"], csv["Content-Security-Policy"])
        );
        Assert.Contains("\"gained-by-import\",\"all\"", csv.Body, StringComparison.Ordinal);
        Assert.Contains("\"20\"\r\n", csv.Body, StringComparison.Ordinal);
        foreach (var path in (string[])["/staff/insights", "/staff/insights.csv"])
        {
            Assert.Equal(403, (await (await center.Staff.SignInAsync(StaffRole.Privacy)).GetAsync(path)).Status);
            Assert.Equal(303, (await center.Staff.NewBrowser().GetAsync(path)).Status);
        }

        // A fifth in the same month: now they are told, in no order, and go with the person.
        await SayAsync(center, [people[10]], "and a fifth");
        var said = await marketing.GetAsync("/staff/insights?last=28&words=true");
        Assert.Contains("four of them", said.Body, StringComparison.Ordinal);
        Assert.Contains("and a fifth", said.Body, StringComparison.Ordinal);
        Assert.True(await center.Web.EraseAsync(people[10]));
        Assert.DoesNotContain(
            "and a fifth",
            (await marketing.GetAsync("/staff/insights?last=28&words=true")).Body,
            StringComparison.Ordinal
        );
        Assert.Equal(
            5,
            (await reader.ReadAsync(InsightsPeriod.Last(7, reader.Today), DayCounts.AllTopics)).Counts[
                DayCount.OtherReason
            ]
        );
    }

    private static async Task SayAsync(RequestCenter center, IEnumerable<Http.Person> people, string words)
    {
        foreach (var one in people)
            Assert.True(
                (
                    await center.Web.SubmitAsync(
                        new PersonChange(
                            PersonKey.Of(one.Id),
                            new GiveReason(1, LeaveReason.Other),
                            Act.By(Actor.Person, Channel.UnsubscribePage, center.Web.Now),
                            new Evidence { Comment = words }
                        )
                        {
                            Notify = false,
                        }
                    )
                ).Ok
            );
    }

    [Theory]
    [InlineData("from=2026-11-01&to=2026-11-10")]
    [InlineData("from=0001-01-01&to=9999-12-31")]
    // There is no file of days that are no period: the page says why.
    [InlineData("from=2026-12-24&to=2026-01-01", 302)]
    [InlineData("from=x&to=%22&last=-3&topic=%00")]
    [InlineData("last=99999999999999999999")]
    [InlineData("topic=nothing")]
    public async Task Any_address_of_the_page_is_answered(string query, int file = 200)
    {
        await using var center = await RequestCenter.StartAsync();
        var marketing = await center.Staff.SignInAsync(StaffRole.Marketing);
        Assert.Equal(200, (await marketing.GetAsync($"/staff/insights?{query}")).Status);
        Assert.Equal(file, (await marketing.GetAsync($"/staff/insights.csv?{query}")).Status);
    }

    [Fact]
    [Trait("Pitfall", "47")]
    public void A_period_has_each_of_its_days_in_one_part()
    {
        var today = new DateOnly(2026, 11, 30);
        foreach (var days in (int[])[1, 28, 31, 32, 84, 365, 366, 1000, 3660, 5000])
        {
            var period = InsightsPeriod.Last(days, today);
            Assert.Equal((Math.Min(days, InsightsPeriod.MostDays), today), (period.Days, period.To));
            Assert.InRange(period.Parts, 1, 54);
            Assert.Equal(period.From, period.StartOf(0));
            Assert.InRange(period.To.DayNumber - period.StartOf(period.Parts - 1).DayNumber, 0, period.PartDays - 1);
        }
    }
}
