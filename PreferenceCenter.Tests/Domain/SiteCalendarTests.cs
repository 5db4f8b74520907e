using System.Globalization;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests days and years in the site's time zone, in the nights of the clock change above all.</summary>
[Trait("Requirement", "RTS-02")]
public sealed class SiteCalendarTests
{
    [Theory]
    [InlineData("Etc/UTC", "2026-12-24", "2026-12-24T00:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-12-24", "2026-12-23T10:00Z")]
    [InlineData("Europe/Dublin", "2026-07-24", "2026-07-23T23:00Z")]
    // Clocks go forward at midnight: there is no 00:00, the day begins at 01:00.
    [InlineData("Asia/Beirut", "2024-03-31", "2024-03-30T22:00Z")]
    [InlineData("Africa/Cairo", "2024-04-26", "2024-04-25T22:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z")]
    // Clocks go back at midnight: the hour from 23:00 comes twice, and the day begins after the second.
    [InlineData("Asia/Beirut", "2024-10-27", "2024-10-26T22:00Z")]
    [InlineData("Africa/Cairo", "2024-11-01", "2024-10-31T22:00Z")]
    [InlineData("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00Z")]
    // Clocks go back to midnight: 00:00 comes twice, and the day begins with the first.
    [InlineData("Atlantic/Azores", "2024-10-27", "2024-10-27T00:00Z")]
    [InlineData("America/Havana", "2024-11-03", "2024-11-03T04:00Z")]
    public void A_day_begins_where_the_site_is(string zone, string day, string start)
    {
        var calendar = Calendar(zone);
        Assert.Equal(At(start), calendar.StartOf(Day(day)));
        Assert.Equal(At(start), calendar.EndOf(Day(day).AddDays(-1)));
        Assert.Equal(Day(day).AddDays(-1), calendar.LastDayBefore(At(start)));
    }

    [Theory]
    [InlineData("Pacific/Kiritimati", "2026-12-31T10:00Z", 2027)]
    [InlineData("Pacific/Kiritimati", "2026-12-31T09:59Z", 2026)]
    [InlineData("Pacific/Pago_Pago", "2027-01-01T10:59Z", 2026)]
    [InlineData("Etc/UTC", "2026-12-31T23:59Z", 2026)]
    public void A_year_ends_where_the_site_is(string zone, string at, int year) =>
        Assert.Equal(year, Calendar(zone).YearOf(At(at)));

    [Fact]
    public void In_every_zone_the_days_follow_each_other_without_gap_or_overlap()
    {
        var faults = new List<string>();
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones().DistinctBy(z => (z.BaseUtcOffset, Rules(z))))
        {
            var calendar = new SiteCalendar(zone);
            for (var day = new DateOnly(2024, 1, 1); day.Year < 2027; day = day.AddDays(1))
                if (
                    calendar.StartOf(day) is var start
                    && (calendar.DayOf(start) != day || calendar.LastDayBefore(start) != day.AddDays(-1))
                )
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{zone.Id} {day:O} {start:O}"));
        }
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("Etc/UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    public void Every_day_that_can_be_typed_has_an_answer(string zone)
    {
        var (calendar, first, last) = (Calendar(zone), DateOnly.MinValue, DateOnly.MaxValue);
        Assert.True(calendar.StartOf(first) < At("0002-01-01T00:00Z"));
        Assert.True(calendar.EndOf(last) > At("9999-12-01T00:00Z"));
        Assert.True(calendar.StartOf(last) < calendar.EndOf(last));
        Assert.True(calendar.InstantOf(DateTime.MinValue) < At("0002-01-01T00:00Z"));
        Assert.True(calendar.InstantOf(DateTime.MaxValue) > At("9999-12-01T00:00Z"));
    }

    private static string Rules(TimeZoneInfo zone) =>
        string.Join(
            ' ',
            zone.GetAdjustmentRules()
                .Where(r => r.DateEnd > new DateTime(2024, 1, 1))
                .Select(r =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{r.DateStart:O} {r.DaylightDelta} {r.BaseUtcOffsetDelta} {r.DaylightTransitionStart.TimeOfDay:O} {r.DaylightTransitionStart.Month} {r.DaylightTransitionStart.Day}"
                    )
                )
        );

    private static SiteCalendar Calendar(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
