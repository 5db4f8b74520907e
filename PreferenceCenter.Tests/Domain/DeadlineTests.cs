using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests the due dates of privacy requests.</summary>
[Trait("Requirement", "RTS-02")]
public sealed class DeadlineTests
{
    private static readonly SiteCalendar Dublin = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Dublin"));

    [Theory]
    [InlineData("2027-01-31T10:00Z", "2027-02-28", "2027-03-01")]
    [InlineData("2028-01-31T10:00Z", "2028-02-29", "2028-02-29")]
    [InlineData("2026-11-23T10:00Z", "2026-12-23", "2026-12-23")]
    // Due dates on Saturday and Sunday both move to Monday.
    [InlineData("2026-11-26T10:00Z", "2026-12-26", "2026-12-28")]
    [InlineData("2026-11-27T10:00Z", "2026-12-27", "2026-12-28")]
    // The day has begun in Dublin while UTC still has the previous one.
    [InlineData("2026-06-30T23:30Z", "2026-08-01", "2026-08-03")]
    public void A_month_is_the_calendars_and_its_last_day_a_working_day(
        string received,
        string legal,
        string working
    ) => Assert.Equal(new Deadline(Day(legal), Day(working)), Deadline.Of(At(received), Dublin));

    [Theory]
    [InlineData("2026-11-30T10:00Z", "2027-02-28", "2027-03-01")]
    [InlineData("2026-12-23T10:00Z", "2027-03-23", "2027-03-23")]
    public void An_extension_counts_from_receipt_too(string received, string legal, string working) =>
        Assert.Equal(new Deadline(Day(legal), Day(working)), Deadline.Extended(At(received), Dublin));

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
